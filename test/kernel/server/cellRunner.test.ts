import type { RunRequest } from "../../../src/kernel/executor";
import type { Conversion } from "../../../src/kernel/language";
import { CellRunner } from "../../../src/kernel/server/cellRunner";
import { executeOptions } from "../../../src/kernel/server/executeOptions";

const converted: Conversion = {
  ok: true,
  javascript: "",
  sourceMap: "",
  modules: [],
  declares: ["a", "b"],
  notices: [],
  showsResult: true,
};

/** A runner whose conversions take `conversion`, and whose executor keeps what it is asked. */
function runnerOf(conversion: Promise<Conversion>) {
  const asked: (Omit<RunRequest, "type"> | "interrupt")[] = [];
  const takenBack: { cell: number; names: string[] }[] = [];
  const runner = new CellRunner(
    { convert: () => conversion, takeBack: async (names) => void takenBack.push(names) },
    {
      run: (request) => void asked.push(request),
      interrupt: () => void asked.push("interrupt"),
      drainNativeOutput: () => Promise.resolve(),
    },
  );
  return { asked, takenBack, runner };
}

const options = executeOptions({ code: "1" });

test("interrupt() while a cell is converted ends the cell and leaves the executor alone", async () => {
  const { asked, runner } = runnerOf(new Promise(() => {}));
  const outcome = runner.run("a", 1, options);
  runner.interrupt();
  expect((await outcome).error?.ename).toBe("KeyboardInterrupt");
  expect(asked).toEqual([]);
});

test("interrupt() while a cell runs interrupts the executor, and the cell ends as that says", async () => {
  const { asked, runner } = runnerOf(Promise.resolve(converted));
  const outcome = runner.run("a", 1, options);
  while (asked.length === 0) await null;
  runner.interrupt();
  expect(asked).toEqual([expect.objectContaining({ cell: "a" }), "interrupt"]);
  const error = { ename: "KeyboardInterrupt", evalue: "", traceback: [] };
  runner.hear({ type: "done", cell: "a", error, expressions: {} });
  expect((await outcome).error).toEqual(error);
});

test("interrupt() while no cell runs goes to the executor: a timer of an earlier cell may block it", () => {
  const { asked, runner } = runnerOf(new Promise(() => {}));
  runner.interrupt();
  expect(asked).toEqual(["interrupt"]);
});

test("what a failed cell has not come to is taken back", async () => {
  const { asked, takenBack, runner } = runnerOf(Promise.resolve(converted));
  const outcome = runner.run("a", 1, options);
  while (asked.length === 0) await null;
  const error = { ename: "Error", evalue: "", traceback: [] };
  runner.hear({ type: "done", cell: "a", error, unset: ["b"], expressions: {} });
  await outcome;
  expect(takenBack).toEqual([{ cell: 1, names: ["b"] }]);
});

test("all that a cell declares is taken back where an interrupt ended its conversion", async () => {
  let convert: (conversion: Conversion) => void = () => {};
  const { takenBack, runner } = runnerOf(new Promise((resolve) => (convert = resolve)));
  const outcome = runner.run("a", 1, options);
  runner.interrupt();
  await outcome;
  convert(converted);
  while (takenBack.length === 0) await null;
  expect(takenBack).toEqual([{ cell: 1, names: ["a", "b"] }]);
});

test("the end of a cell that does not run is passed over", async () => {
  const { asked, runner } = runnerOf(Promise.resolve(converted));
  const outcome = runner.run("a", 1, options);
  while (asked.length === 0) await null;
  runner.hear({ type: "done", cell: "b", error: { ename: "", evalue: "", traceback: [] }, expressions: {} });
  runner.hear({ type: "done", cell: "a", expressions: {} });
  expect((await outcome).error).toBeUndefined();
});

test("a language layer that fails is an error of the cell", async () => {
  const { runner } = runnerOf(Promise.reject(new Error("the thread ended")));
  expect((await runner.run("a", 1, options)).error).toMatchObject({ evalue: "the thread ended" });
});
