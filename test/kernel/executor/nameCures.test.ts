/** Errors that come from what a name of a cell holds. */
import { ExecutorClient } from "./executorClient";

let executor: ExecutorClient;
beforeAll(() => {
  executor = new ExecutorClient();
});
afterAll(() => executor.close());

const lastLine = (traceback: string) => traceback.split("\n").at(-1);

test("a name that was declared and never given a value says so", async () => {
  const { cell } = await executor.run("__cells.history = void 0;", { declares: ["history"] });
  const { traceback } = await executor.start("__cells.history.loss;");
  expect(lastLine(traceback)).toBe(
    `→ history has no value yet: run the cell that assigns it (cell [${cell.split("-")[1]}] only declares it)`,
  );
});

test("a name that holds a promise says where await is missing", async () => {
  const { cell } = await executor.run("__cells.scores = Promise.resolve({});", { declares: ["scores"] });
  const { traceback } = await executor.start("__cells.scores.accuracy.toFixed(2);");
  expect(lastLine(traceback)).toBe(
    `→ scores is a promise: write await before the call in cell [${cell.split("-")[1]}] that gives scores its value`,
  );
});

test("an error that has nothing to do with the names of the cell has no cure", async () => {
  await executor.run("__cells.p = Promise.resolve(1); __cells.empty = undefined;", {
    declares: ["p", "empty"],
  });
  for (const code of ["__cells.p.then(1); null.x", "await __cells.p; null.x", "__cells.empty.x"]) {
    expect((await executor.start(code)).traceback).not.toContain("→ p ");
    expect((await executor.start(code)).traceback).not.toContain("→ empty ");
  }
});

test("an error with a cure of its own ends with it", async () => {
  const { traceback } = await executor.start(
    'throw Object.assign(new Error("no data\\n  → fetch it"), { cure: "fetch it" });',
  );
  expect(traceback.split("\n")[0]).toBe("Error: no data");
  expect(lastLine(traceback)).toBe("→ fetch it");
});

test("a rejection that nobody awaits names its cell, and await", async () => {
  const { cell } = await executor.run('Promise.reject(new Error("late"));');
  const stray = executor.received.find((message) => message.type === "stray" && message.cell === cell);
  expect(stray).toMatchObject({
    error: {
      traceback: expect.arrayContaining([
        `→ nobody awaited this promise: write await before the call in cell [${cell.split("-")[1]}] that made it`,
      ]),
    },
  });
});

test("what the language layer notices is printed before the cell runs", async () => {
  const { stderr } = await executor.run("1;", { notices: ["line 1: f() is not awaited."] });
  expect(stderr).toBe("line 1: f() is not awaited.\n");
});
