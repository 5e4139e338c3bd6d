/** What the kernel answers, message by message, to a client that speaks Jupyter's protocol. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { environmentExecutable, packageRoot } from "../../src/engine";
import { installKernelspec, jupyterVariables } from "../../src/kernel";

interface Answer {
  type: string;
  content: Record<string, unknown>;
}

interface Answers {
  commInfo: Answer;
  failing: Answer;
  queued: Answer[];
  afterFailure: Answer;
  passedOver: Answer;
  queuedBehindPassedOver: Answer;
  updating: Answer[];
  interrupted: Answer;
  alive: boolean;
}

let answers: Answers;
beforeAll(() => {
  installKernelspec();
  const display = path.join(packageRoot, "dist", "display");
  const output = execFileSync(
    environmentExecutable("python"),
    [path.join(__dirname, "messages.py"), packageRoot, display],
    { encoding: "utf8", env: { ...process.env, ...jupyterVariables() } },
  );
  answers = JSON.parse(output);
});

test("comm_info_request is answered with comm_info_reply", () => {
  expect(answers.commInfo).toEqual({ type: "comm_info_reply", content: { status: "ok", comms: {} } });
});

test("execute_reply of a cell that failed holds its error", () => {
  expect(answers.failing.content).toMatchObject({
    status: "error",
    execution_count: 1,
    ename: "RangeError",
    evalue: "far",
    traceback: expect.arrayContaining([expect.stringContaining("far")]),
  });
});

test("cells queued behind one that failed are aborted and do not run", () => {
  expect(answers.queued.map(({ content }) => content.status)).toEqual(["aborted", "aborted"]);
});

test("a cell sent after the failure runs", () => {
  expect(answers.afterFailure.content).toMatchObject({ status: "ok", execution_count: 2 });
});

test("stop_on_error: false lets queued cells run", () => {
  expect(answers.passedOver.content.status).toBe("error");
  expect(answers.queuedBehindPassedOver.content.status).toBe("ok");
});

test("display and update are display_data and update_display_data of one id, between busy and idle", () => {
  const types = answers.updating.map(({ type, content }) => content.execution_state ?? type);
  expect(types).toEqual(["busy", "execute_input", "display_data", "update_display_data", "idle"]);
  const [made, replaced] = answers.updating.filter(({ type }) => type.endsWith("display_data"));
  expect(replaced?.content.transient).toEqual(made?.content.transient);
  expect(replaced?.content.data).toEqual({ "text/plain": "two" });
});

test("interrupting a cell that waits ends it with an error named Interrupted", () => {
  expect(answers.interrupted.content).toMatchObject({ status: "error", ename: "Interrupted" });
});

test("shutdown ends the process although a timer of the learner is running", () => {
  expect(answers.alive).toBe(false);
});
