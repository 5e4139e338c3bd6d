import { MessageCodec } from "../../../src/kernel/server/message";
import { framesOf, headerOf } from "../client";

const buffers = (frames: (string | Buffer)[]) => frames.map((frame) => Buffer.from(frame));

const request = () => ({ header: headerOf("execute_request", "a session"), content: { code: "1" } });

test("decode reads identities, the four parts and the buffers of a signed message", () => {
  const sent = request();
  const frames = [Buffer.from("front end"), ...buffers(framesOf("key", sent, [Buffer.from([1, 2])]))];
  const message = new MessageCodec("key", "sha256").decode(frames);
  expect(message).toMatchObject({ header: sent.header, parent: {}, metadata: {}, content: { code: "1" } });
  expect(message.identities.map(String)).toEqual(["front end"]);
  expect(message.buffers).toEqual([Buffer.from([1, 2])]);
});

test("encode writes what decode reads, in this version of the protocol", () => {
  const codec = new MessageCodec("key", "sha512");
  const parent = headerOf("execute_request", "a session");
  const frames = buffers(codec.encode(["topic"], { type: "stream", content: { text: "ä" }, parent }));
  const message = codec.decode(frames);
  expect(message).toMatchObject({ parent, content: { text: "ä" } });
  expect(message.header).toMatchObject({ msg_type: "stream", version: "5.4" });
  expect(new Date(message.header.date).toISOString()).toBe(message.header.date);
});

test("with an empty key messages are not signed", () => {
  const codec = new MessageCodec("", "sha256");
  const frames = buffers(framesOf("", request()));
  expect(codec.decode(frames).content).toEqual({ code: "1" });
  expect(codec.encode([], { type: "status", content: {} })[1]).toBe("");
});

test("a message whose signature is wrong is refused", () => {
  const codec = new MessageCodec("key", "sha256");
  expect(() => codec.decode(buffers(framesOf("another key", request())))).toThrow("its signature is wrong");
});

test("a message that comes a second time is refused", () => {
  const codec = new MessageCodec("key", "sha256");
  const frames = buffers(framesOf("key", request()));
  codec.decode(frames);
  expect(() => codec.decode(frames)).toThrow("it came a second time");
});

test.each([
  ["no delimiter", ["a", "b"], "no delimiter"],
  ["too few parts", framesOf("", request()).slice(0, 4), "cut short"],
  ["no JSON", ["<IDS|MSG>", "", "{", "{}", "{}", "{}"], "not JSON"],
  ["a part that is no object", ["<IDS|MSG>", "", "{}", "[]", "{}", "{}"], "not a JSON object"],
  ["no type", ["<IDS|MSG>", "", '{"msg_id": "1"}', "{}", "{}", "{}"], "lacks msg_id or msg_type"],
])("a message with %s is refused", (_, frames, problem) => {
  expect(() => new MessageCodec("", "sha256").decode(buffers(frames))).toThrow(problem);
});
