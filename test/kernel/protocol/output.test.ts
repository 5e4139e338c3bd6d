/** The output that cells print and draw, as messages. */
import { type Execution, KernelClient, type Received } from "../client";

let client: KernelClient;
beforeAll(async () => {
  client = await KernelClient.start();
  await client.execute('import { display } from "tslab";');
});
afterAll(() => client.stop());

const streams = ({ outputs }: Execution) =>
  outputs
    .filter(({ header }) => header.msg_type === "stream")
    .map(({ content }) => [content.name, content.text] as [string, string]);

const printed = (execution: Execution, name = "stdout") =>
  streams(execution)
    .filter(([stream]) => stream === name)
    .map(([, text]) => text)
    .join("");

describe("streams", () => {
  test("keep the order of stdout, stderr and what is drawn", async () => {
    const { outputs } = await client.execute(
      "console.log('1'); console.error('2'); display.html('<b>3</b>'); console.log('4');",
    );
    expect(outputs.map(({ header, content }) => content.text ?? header.msg_type)).toEqual([
      "1\n",
      "2\n",
      "display_data",
      "4\n",
    ]);
  });

  test("20,000 lines arrive whole, in fewer than 500 messages", async () => {
    const execution = await client.execute("for (let i = 0; i < 20_000; i++) console.log('line ' + i);");
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}\n`);
    expect(printed(execution) === lines.join("")).toBe(true);
    expect(execution.outputs.length).toBeLessThan(500);
  });

  test("10 MB in long lines arrive whole", async () => {
    const execution = await client.execute("for (let i = 0; i < 100; i++) console.log('x'.repeat(99_999));");
    expect(printed(execution)).toHaveLength(10_000_000);
  });

  test("keep carriage returns", async () => {
    const execution = await client.execute(
      "for (const percent of [1, 2]) process.stdout.write(percent + ' %\\r');",
    );
    expect(printed(execution)).toBe("1 %\r2 %\r");
  });

  test("arrive while the cell computes", async () => {
    const id = client.sendCell(
      "console.log('early'); await new Promise((resolve) => setTimeout(resolve, 1_000));",
    );
    const early = await client.find(
      ({ parent, header }) => parent.msg_id === id && header.msg_type === "stream",
    );
    const { reply } = await client.execution(id);
    expect(client.received.indexOf(early)).toBeLessThan(client.received.indexOf(reply));
  });

  test("hold what child processes and native code write", async () => {
    const execution = await client.execute(`import { execFileSync } from "node:child_process";
execFileSync("node", ["-e", "console.log('from a child'); console.error('and its errors')"], { stdio: "inherit" });`);
    expect(printed(execution)).toBe("from a child\n");
    expect(printed(execution, "stderr")).toBe("and its errors\n");
  });

  test("hold all that a cell wrote before it is idle", async () => {
    for (let round = 0; round < 20; round++) {
      const execution = await client.execute(
        `require("node:fs").writeSync(1, "native"); console.log("own");`,
      );
      expect(printed(execution)).toHaveLength("nativeown\n".length);
    }
  });
});

describe("late output", () => {
  const late = (id: string) => (message: Received) =>
    message.parent.msg_id === id && message.header.msg_type === "stream";

  test("of a timer belongs to the cell that started it", async () => {
    const { id } = await client.execute("setTimeout(() => console.log('late'), 200);");
    await client.execute("1");
    expect((await client.find(late(id))).content.text).toBe("late\n");
  });

  test("of a promise belongs to the cell that started it, while another prints", async () => {
    const { id } = await client.execute(
      "void (async () => { await new Promise((resolve) => setTimeout(resolve, 200)); console.log('late'); })();",
    );
    const busy = await client.execute(
      "for (let i = 0; i < 40; i++) { console.log('now'); await new Promise((resolve) => setTimeout(resolve, 10)); }",
    );
    expect((await client.find(late(id))).content.text).toBe("late\n");
    expect(printed(busy)).toBe("now\n".repeat(40));
  });

  test("an error of a timer is shown under the cell that started it, and the kernel goes on", async () => {
    const { id } = await client.execute("setTimeout(() => { throw new Error('late'); }, 100);");
    const error = await client.find(
      ({ parent, header }) => parent.msg_id === id && header.msg_type === "error",
    );
    expect(error.content).toMatchObject({ ename: "Error", evalue: "late" });
    expect((await client.execute("1")).reply.content.status).toBe("ok");
  });

  test("a rejected promise that nobody awaits is shown under its cell", async () => {
    const { id } = await client.execute("void Promise.reject(new Error('unheard'));");
    const error = await client.find(
      ({ parent, header }) => parent.msg_id === id && header.msg_type === "error",
    );
    expect(error.content).toMatchObject({ evalue: "unheard" });
  });
});

describe("displays", () => {
  test("display_data carries the bundle", async () => {
    const { outputs } = await client.execute("display.html('<b>bold</b>');");
    expect(outputs.map(({ header, content }) => [header.msg_type, content.data])).toEqual([
      ["display_data", { "text/html": "<b>bold</b>" }],
    ]);
  });

  test("an update names the display that it replaces", async () => {
    const { outputs } = await client.execute(
      "import { newDisplay } from 'tslab'; const shown = newDisplay(); shown.text('one'); shown.text('two');",
    );
    const [made, replaced] = outputs;
    expect(outputs.map(({ header }) => header.msg_type)).toEqual(["display_data", "update_display_data"]);
    expect(made?.content.transient).toEqual({ display_id: expect.any(String) });
    expect(replaced?.content.transient).toEqual(made?.content.transient);
  });

  test("clear_output is sent between what was shown before and after", async () => {
    const { outputs } = await client.execute("console.log('1'); console.clear(); console.log('2');");
    expect(outputs.map(({ header }) => header.msg_type)).toEqual(["stream", "clear_output", "stream"]);
    expect(outputs[1]?.content).toEqual({ wait: false });
  });
});
