/** A cell that patches built-ins changes nothing outside of the learner's own code. */
import { ExecutorClient } from "./executor/executorClient";
import { KernelClient } from "./client";
import { type Patch, patches } from "./patches";

/** How many kernels run at once. */
const AT_ONCE = 4;

/** What does not hold after a patch; undefined where all does. */
async function broken(patch: Patch): Promise<string | undefined> {
  const executor = new ExecutorClient();
  const result = async (expression: string) =>
    (await executor.run(`return { __proto__: null, value: ${expression} };`)).result;
  try {
    await executor.run(patch.code);
    expect(await result("1 + 1")).toBe("2");
    expect((await executor.run('console.log("hel" + "lo");')).stdout).toBe(patch.silences ? "" : "hello\n");
    const failed = await executor.start('throw new Error("a cell\'s own");');
    expect(failed.done.error).toMatchObject({ ename: "Error", evalue: "a cell's own" });
    expect(failed.traceback).toContain("a cell's own");
    const imported = await executor.run(
      'const { sep } = await __import("node:path"); await undefined; return { __proto__: null, value: sep };',
    );
    expect(imported.result).toBe("/");
    const running = executor.start("while (true) {}");
    await new Promise((go) => setTimeout(go, 20));
    executor.process.interrupt();
    expect((await running).done.error?.ename).toBe("KeyboardInterrupt");
    expect(await result("2 + 2")).toBe("4");
    return undefined;
  } catch (error) {
    return `${patch.name}: ${(error as Error).message}`;
  } finally {
    await executor.close();
  }
}

test("after each of these, cells answer: results, output, errors, imports and interrupts", async () => {
  const waiting = [...patches];
  const found: string[] = [];
  const work = async () => {
    for (let patch = waiting.pop(); patch; patch = waiting.pop()) found.push((await broken(patch)) ?? "");
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect(found.filter(Boolean)).toEqual([]);
  expect(found.length).toBeGreaterThanOrEqual(30);
});

test("a kernel with many patches answers, restarts, and is clean again", async () => {
  const client = await KernelClient.start();
});
