/** Has a judge look at evidence, in a process of its own. */
import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";
import { packageRoot } from "../../engine";
import { TrainbookError } from "../../trainbookError";
import { type CheckResult, parseCheckResult } from "../checks/checkResult";
import type { Exercise } from "../checks/exercises";
import { watchLimits } from "../room/limits";
import { ownProcesses } from "../room/ownProcesses";
import type { JudgeOrder } from "./order";

/** The judge came to no result: evidence that takes it longer, or more memory, than any that is honestly made. */
export class JudgeError extends TrainbookError {}

const judgeLimits = { runTimeout: 300, memory: 6, processes: 10 };

/** @throws {JudgeError} */
export async function runJudge(
  order: JudgeOrder,
  exercise: Exercise,
  signal?: AbortSignal,
): Promise<CheckResult> {
  const child = spawn(process.execPath, [path.join(packageRoot, "dist", "grading", "judge", "main.js")], {
    stdio: ["pipe", "pipe", "pipe"],
    signal,
    killSignal: "SIGKILL",
  });
  const pid = child.pid ?? 0;
  ownProcesses.add(pid);
  let reason: string | undefined;
  const endWatch = watchLimits(pid, judgeLimits, ({ message }) => {
    reason = message;
    child.kill("SIGKILL");
  });
  try {
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    child.stdin.on("error", () => {});
    child.stdin.end(JSON.stringify(order));
    const [said, complained, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    const result = code === 0 ? parseCheckResult(JSON.parse(said), exercise) : undefined;
    if (result) return result;
    const why = reason ?? complained.trim().split("\n").slice(-1)[0] ?? "";
    throw new JudgeError(`The evidence of this notebook could not be judged: ${why}`);
  } finally {
    endWatch();
    ownProcesses.delete(pid);
  }
}
