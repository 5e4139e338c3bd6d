/** Completion, inspection and completeness, as messages. */
import { KernelClient } from "../client";

let client: KernelClient;
beforeAll(async () => {
  client = await KernelClient.start();
  await client.execute("const 𝒳 = { alpha: 1, beta: 'b' };\nconst untyped: any = { gamma: [1, 2] };");
});
afterAll(() => client.stop());

const ask = async (type: string, content: object) => (await client.ask("shell", type, content)).content;

test("complete_request gives matches with their range and types", async () => {
  const content = await ask("complete_request", { code: "Math.sqr", cursor_pos: 8 });
  expect(content).toMatchObject({ status: "ok", cursor_start: 5, cursor_end: 8 });
  expect(content.matches).toContain("sqrt");
  expect(
    (content.metadata as { _jupyter_types_experimental: object[] })._jupyter_types_experimental,
  ).toContainEqual(expect.objectContaining({ text: "sqrt", type: expect.any(String), start: 5, end: 8 }));
});

test("complete_request counts in code points", async () => {
  const content = await ask("complete_request", { code: "'👩'; 𝒳.al", cursor_pos: 9 });
  expect(content).toMatchObject({ matches: ["alpha"], cursor_start: 7, cursor_end: 9 });
});

test("complete_request asks the value where its type is any", async () => {
  const content = await ask("complete_request", { code: "untyped.", cursor_pos: 8 });
  expect(content.matches).toContain("gamma");
});

test("complete_request asks the value of a record for its keys", async () => {
  await client.execute('const losses: Record<string, number> = { val_loss: 1, "not a name": 2 };');
  const content = await ask("complete_request", { code: "losses.", cursor_pos: 7 });
  expect(content.matches).toEqual(["val_loss"]);
});

test("inspect_request of a name that is nowhere is answered with found: false", async () => {
  const content = await ask("inspect_request", { code: "nowhere", cursor_pos: 3, detail_level: 0 });
  expect(content.found).toBe(false);
});

test("inspect_request gives signature and documentation as text and Markdown", async () => {
  const content = await ask("inspect_request", { code: "Math.sqrt(4)", cursor_pos: 7, detail_level: 0 });
  expect(content).toMatchObject({ status: "ok", found: true });
  const data = content.data as Record<string, string>;
  expect(data["text/plain"]).toContain("sqrt(x: number): number");
  expect(data["text/markdown"]).toContain("sqrt(x: number): number");
});

test("inspect_request where nothing stands is answered with found: false", async () => {
  const content = await ask("inspect_request", { code: "   ", cursor_pos: 1, detail_level: 0 });
  expect(content).toEqual({ status: "ok", found: false, data: {}, metadata: {} });
});

test.each([
  ["1 + 1", { status: "complete" }],
  ["function f() {", { status: "incomplete", indent: expect.stringMatching(/^\s*$/) }],
  ["const = 1", { status: "invalid" }],
])("is_complete_request of %j", async (code, content) => {
  expect(await ask("is_complete_request", { code })).toEqual(content);
});

test("a request without its fields is answered all the same", async () => {
  for (const type of ["complete", "inspect", "is_complete"]) {
    expect(await ask(`${type}_request`, {})).toHaveProperty("status");
  }
});
