/** Runs a command to its end. */
import { type ChildProcess, spawn } from "node:child_process";

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a Node script; `started` gets the process, to signal it. */
export function runNode(
  args: string[],
  {
    cwd,
    env = {},
    detached,
    started,
  }: {
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    /** Makes the process the leader of a group, as a terminal does. */
    detached?: boolean;
    started?: (child: ChildProcess) => void;
  } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, detached, env: { ...process.env, ...env } });
    const result: CommandResult = { code: null, stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => (result.stdout += chunk));
    child.stderr.on("data", (chunk) => (result.stderr += chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ ...result, code }));
    started?.(child);
  });
}

/** Resolves when a condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50));
}
