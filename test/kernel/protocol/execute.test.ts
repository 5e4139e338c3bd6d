/** execute_request and its options. */
import { type Execution, KernelClient } from "../client";

let client: KernelClient;
beforeAll(async () => {
  client = await KernelClient.start();
});
afterAll(() => client.stop());

const types = ({ published }: Execution) =>
  published.map(({ header, content }) => content.execution_state ?? header.msg_type);

test("a cell is published as busy, its input, its outputs, idle, all under its request", async () => {
  const execution = await client.execute("console.log('printed');\n1 + 1");
  expect(types(execution)).toEqual(["busy", "execute_input", "stream", "execute_result", "idle"]);
});

test("execute_input repeats the code with the number of the cell", async () => {
  const { published, reply } = await client.execute("'the code'");
  expect(published[1]?.content).toEqual({
    code: "'the code'",
    execution_count: reply.content.execution_count,
  });
});

test("the reply of a cell that succeeds holds its number, and nothing to page", async () => {
  const first = (await client.execute("1")).reply.content.execution_count;
  const { reply } = await client.execute("2");
  expect(reply.content).toEqual({
    status: "ok",
    execution_count: Number(first) + 1,
    payload: [],
    user_expressions: {},
  });
});

test("the reply of a cell that throws holds the error that was published", async () => {
  const { reply, outputs } = await client.execute("throw new RangeError('far')");
  expect(reply.content).toMatchObject({ status: "error", ename: "RangeError", evalue: "far" });
  const { ename, evalue, traceback } = reply.content;
  expect(outputs.map(({ header, content }) => [header.msg_type, content])).toEqual([
    ["error", { ename, evalue, traceback }],
  ]);
});

test("a type error is an error of the cell", async () => {
  const { reply, outputs } = await client.execute("const wrong: string = 1;");
  expect(reply.content).toMatchObject({ status: "error", evalue: expect.stringContaining("not assignable") });
  expect(outputs.map(({ header }) => header.msg_type)).toEqual(["error"]);
});

test("a name keeps its type where a cell fails before it declares the name anew", async () => {
  await client.execute("let kept = 5;");
  await client.execute(
    'await null;\nif (kept) throw new Error("before");\nlet kept = "s";\nconst never = 1;',
  );
  const { outputs } = await client.execute("kept.toFixed(1)");
  expect(outputs[0]?.content.data).toEqual({ "text/plain": "5.0" });
  expect((await client.execute("never")).reply.content.ename).toBe("TypeScript");
});

test("a reply says when its cell began", async () => {
  const { reply } = await client.execute("1");
  expect(Date.parse(String(reply.metadata.started))).not.toBeNaN();
});

describe("silent", () => {
  test("shows nothing, and the code runs", async () => {
    const execution = await client.execute("let quiet = 1; console.log(quiet);\nquiet", { silent: true });
    expect(types(execution)).toEqual(["busy", "idle"]);
    expect((await client.execute("quiet")).outputs[0]?.content.data).toEqual({ "text/plain": "1" });
  });

  test("does not count, whatever store_history says", async () => {
    const before = (await client.execute("1")).reply.content.execution_count;
    const { reply } = await client.execute("1", { silent: true, store_history: true });
    expect(reply.content.execution_count).toBe(before);
    const after = (await client.execute("1")).reply.content.execution_count;
    expect(after).toBe(Number(before) + 1);
  });

  test("tells an error in the reply alone", async () => {
    const execution = await client.execute("throw new Error('hidden')", { silent: true });
    expect(execution.reply.content).toMatchObject({ status: "error", evalue: "hidden" });
    expect(types(execution)).toEqual(["busy", "idle"]);
  });
});

test("store_history: false shows everything and does not count", async () => {
  const before = (await client.execute("1")).reply.content.execution_count;
  const execution = await client.execute("'shown'", { store_history: false });
  expect(types(execution)).toEqual(["busy", "execute_input", "execute_result", "idle"]);
  expect(execution.reply.content.execution_count).toBe(before);
});

describe("user_expressions", () => {
  test("are evaluated after the cell, each on its own", async () => {
    const user_expressions = { sum: "a + 1", wrong: "a.b.c", thrown: "nothing()", list: "[a]" };
    const { reply } = await client.execute(
      "let a = 1; function nothing(): number { throw new Error('no'); }",
      {
        user_expressions,
      },
    );
    expect(reply.content.user_expressions).toMatchObject({
      sum: { status: "ok", data: { "text/plain": "2" }, metadata: {} },
      wrong: { status: "error", evalue: expect.stringContaining("does not exist") },
      thrown: { status: "error", ename: "Error", evalue: "no" },
      list: { status: "ok" },
    });
  });

  test("of a silent empty cell are evaluated too", async () => {
    const { reply } = await client.execute("", { silent: true, user_expressions: { two: "1 + 1" } });
    expect(reply.content.user_expressions).toMatchObject({ two: { data: { "text/plain": "2" } } });
  });

  test("of a cell that fails are not evaluated", async () => {
    const { reply } = await client.execute("throw 1", { user_expressions: { two: "1 + 1" } });
    expect(reply.content).not.toHaveProperty("user_expressions");
  });

  test("declare nothing", async () => {
    await client.execute("", {
      silent: true,
      user_expressions: { declares: "(() => { var leaked = 1; return leaked; })()" },
    });
    expect((await client.execute("leaked")).reply.content.status).toBe("error");
  });
});

test("a request with nothing but code runs", async () => {
  const id = client.send("shell", "execute_request", { code: "6 * 7" });
  const { outputs } = await client.execution(id);
  expect(outputs[0]?.content.data).toEqual({ "text/plain": "42" });
});

test("a request on the control channel is answered there", async () => {
  const id = client.send("control", "execute_request", { code: "1" });
  expect((await client.reply(id)).channel).toBe("control");
});

test.each(["", "  \n", "// only a comment"])(
  "an empty cell (%j) succeeds and shows nothing",
  async (code) => {
    const { reply, outputs } = await client.execute(code);
    expect([reply.content.status, outputs]).toEqual(["ok", []]);
  },
);

test("cells that are sent together run in their order", async () => {
  const ids = Array.from({ length: 30 }, (_, index) => client.sendCell(`'${index}'`));
  const executions = await Promise.all(ids.map((id) => client.execution(id)));
  expect(executions.map(({ outputs }) => outputs[0]?.content.data)).toEqual(
    ids.map((_, index) => ({ "text/plain": `${index}` })),
  );
  const replies = client.received.filter(({ parent }) => ids.includes(parent.msg_id ?? ""));
  const order = replies
    .filter(({ header }) => header.msg_type === "execute_reply")
    .map(({ parent }) => parent.msg_id);
  expect(order).toEqual(ids);
});
