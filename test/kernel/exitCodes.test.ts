/** How the kernel tells what has ended its process: by whom, not by the number alone. */
import { KernelClient } from "./client";

let client: KernelClient;
beforeEach(async () => {
  client = await KernelClient.start();
});
afterEach(() => client.stop());

const native = (declaration: string) => `require("koffi").load(null).func("${declaration}")`;

test.each([
  ["process.exit(7);", /the code ended it \(process\.exit, exit code 7\)/],
  ["process.exitCode = 4; process.exit();", /the code ended it \(process\.exit, exit code 4\)/],
  [`${native("void _exit(int)")}(7);`, /native code ended it, .*\(exit code 7, without process\.exit\)/],
  [
    `process.setUncaughtExceptionCaptureCallback(() => { throw new Error("again"); });
setTimeout(() => { throw new Error("first"); });
await new Promise(() => {});`,
    /Node\.js met an error that it could not hand on \(exit code 7\)/,
  ],
  [`${native("void abort()")}();`, /it aborted \(SIGABRT\)/],
  [`${native("int raise(int)")}(11);`, /native code crashed \(SIGSEGV\)/],
  ['process.kill(process.pid, "SIGTERM"); await new Promise(() => {});', /it was ended by SIGTERM/],
  [
    'require("node:fs").closeSync(3); await new Promise(() => {});',
    /the code closed its connection to the kernel/,
  ],
  [
    'require("node:fs").closeSync(4); await new Promise(() => {});',
    /the code closed its connection to the kernel/,
  ],
])("%s", async (code, words) => {
  const id = client.sendCell(code);
  expect(await client.kernel.ended).toEqual({ code: 1, signal: null });
  const own = client.received.filter(({ parent }) => parent.msg_id === id);
  const text = own.map(({ content }) => (content.name === "stderr" ? content.text : "")).join("");
  expect(text).toMatch(words);
});

test("what a cell writes to the kernel's own pipe ends nothing", async () => {
  const { reply } = await client.execute(`const { writeSync } = require("node:fs");
for (const text of ["null", "{", "[]", "{}", '{"type":"done","cell":"none"}', "no end"]) writeSync(3, "\\n" + text);`);
  expect(reply.content.status).toBe("ok");
  expect((await client.execute("1 + 1")).outputs[0]?.content.data).toEqual({ "text/plain": "2" });
});
