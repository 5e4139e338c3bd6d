/** Limits of a graded notebook's processes, on real ones. */
import { spawn } from "node:child_process";
import { type LimitError, type Limits, watchLimits } from "../../../src/grading/room/limits";

const generous: Limits = { runTimeout: 60, memory: 8, processes: 50 };

/** The limit that a program exceeds; undefined where it ends before. */
async function exceeded(program: string, limits: Limits): Promise<string | undefined> {
  const child = spawn(process.execPath, ["-e", program], { stdio: "ignore" });
  const ended = new Promise<undefined>((resolve) => child.once("exit", () => resolve(undefined)));
  let endWatch = () => {};
  const found = new Promise<string>((resolve) => {
    endWatch = watchLimits(child.pid as number, { ...generous, ...limits }, ({ message }: LimitError) =>
      resolve(message),
    );
  });
  try {
    return await Promise.race([found, ended]);
  } finally {
    endWatch();
    child.kill("SIGKILL");
    await ended;
  }
}

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("a program that takes more memory than it may is found", async () => {
  const hog = "const all = []; setInterval(() => all.push(Buffer.alloc(2e7, 1)), 10)";
  expect(await exceeded(hog, { memory: 0.4 })).toBe("the notebook used more than 0.4 GB of memory");
});

onLinux("one that starts more processes than it may is found, whichever of them starts them", async () => {
  const many = `
    const { spawn } = require("child_process");
    spawn("sh", ["-c", "for i in 1 2 3 4 5 6; do sleep 20 & done; wait"]);
    setTimeout(() => {}, 20000);`;
  expect(await exceeded(many, { processes: 5 })).toBe("the notebook ran more than 5 processes");
});

test("one that runs longer than it may is found", async () => {
  expect(await exceeded("setTimeout(() => {}, 20000)", { runTimeout: 0.5 })).toBe(
    "the notebook was still running after 0.5 s",
  );
});

test("one that ends within all limits is not", async () => {
  expect(await exceeded("0", {})).toBeUndefined();
});
