/** Messages that are broken in every way: none hurts the kernel. */
import { SeededRandom } from "../../../src/engine";
import { framesOf, headerOf, KernelClient } from "../client";

const MESSAGES = 1_000;

const seed = Number(process.env.TRAINBOOK_FUZZ_SEED ?? Date.now());
const random = new SeededRandom(seed);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random.next() * items.length)] as T;
const bytes = (most: number) =>
  Buffer.from(
    Array.from({ length: Math.floor(random.next() * most) }, () => Math.floor(random.next() * 256)),
  );

const types = [
  "execute",
  "complete",
  "inspect",
  "is_complete",
  "history",
  "comm_info",
  "interrupt",
  "debug",
  "x",
];
const values = [null, true, -1, 1e300, "", "\u0000", "𝒳".repeat(50), [], {}, [[[]]], { __proto__: null }];
const fields = [
  "code",
  "cursor_pos",
  "silent",
  "user_expressions",
  "n",
  "pattern",
  "session",
  "comm_id",
  "value",
];

function content(): object {
  const entries = Array.from({ length: Math.floor(random.next() * 5) }, () => [pick(fields), pick(values)]);
  return Object.fromEntries(entries);
}

/** A message that is well formed and asks for nonsense. */
function nonsense(): { header: object; content: object } {
  const type = pick([
    ...types.map((name) => `${name}_request`),
    "input_reply",
    "comm_msg",
    "comm_close",
    "status",
  ]);
  return { header: headerOf(type, "a session"), content: content() };
}

const mutations: Record<string, (key: string) => (string | Buffer)[]> = {
  noise: () => Array.from({ length: 1 + Math.floor(random.next() * 8) }, () => bytes(40)),
  empty: () => [""],
  truncated: (key) => framesOf(key, nonsense()).slice(0, Math.floor(random.next() * 6)),
  "wrongly signed": () => framesOf("another key", nonsense()),
  unsigned: () => framesOf("", nonsense()),
  "cut frame": (key) => {
    const frames = framesOf(key, nonsense());
    const at = Math.floor(random.next() * frames.length);
    return frames.map((frame, index) => (index === at ? frame.slice(0, frame.length / 2) : frame));
  },
  shuffled: (key) => framesOf(key, nonsense()).sort(() => random.next() - 0.5),
  nonsense: (key) => framesOf(key, nonsense(), [bytes(100)]),
  "header without type": (key) => framesOf(key, { header: { msg_id: "1" }, content: {} }),
  "header of wrong types": (key) => framesOf(key, { header: { msg_id: 1, msg_type: {} }, content: {} }),
};

let client: KernelClient;
beforeAll(async () => {
  client = await KernelClient.start();
});
afterAll(() => client.stop());

test(`${MESSAGES} malformed, truncated, wrongly signed and senseless messages hurt nothing`, async () => {
  const kinds = Object.keys(mutations);
  try {
    for (let sent = 0; sent < MESSAGES; sent++) {
      const mutation = mutations[pick(kinds)];
      client.sendFrames(pick(["shell", "control", "stdin"] as const), mutation?.(client.kernel.key) ?? []);
    }
    // Requests for nonsense that were well formed may still be computing or waiting.
    await client.ask("control", "interrupt_request", {});
    let { outputs, reply } = await client.execute("'still here'");
    // A request that happened to make sense may have failed, and take with it what was queued after it.
    while (reply.content.status === "aborted") ({ outputs, reply } = await client.execute("'still here'"));
    expect(reply.content.status).toBe("ok");
    expect(outputs[0]?.content.data).toEqual({ "text/plain": expect.stringContaining("still here") });
  } catch (error) {
    throw new Error(`with TRAINBOOK_FUZZ_SEED=${seed}`, { cause: error });
  }
});

test("a message that comes a second time is not taken again", async () => {
  await client.execute("let taken = 0;");
  const header = headerOf("execute_request", client.session);
  const frames = framesOf(client.kernel.key, { header, content: { code: "taken += 1;" } });
  client.sendFrames("shell", frames);
  client.sendFrames("shell", frames);
  await client.reply(header.msg_id);
  const { outputs } = await client.execute("taken");
  expect(outputs[0]?.content.data).toEqual({ "text/plain": "1" });
});

test("dropped messages are noted in the log", async () => {
  await client.kernel.says("dropped a message on shell: its signature is wrong");
  await client.kernel.says("dropped a message on shell: it came a second time");
});
