import { setTimeout as delay } from "node:timers/promises";
import { type StreamName, Streams } from "../../../src/kernel/server/streams";

let sent: [cell: string, name: StreamName, text: string][];
let streams: Streams;
beforeEach(() => {
  sent = [];
  streams = new Streams((...chunk) => sent.push(chunk));
});

test("many small writes become one message", () => {
  for (let line = 0; line < 1000; line++) streams.write("a", "stdout", `${line}\n`);
  streams.flush();
  expect(sent).toHaveLength(1);
  expect(sent[0]?.[2]).toHaveLength(3890);
});

test("stdout and stderr keep their order", () => {
  streams.write("a", "stdout", "1");
  streams.write("a", "stderr", "2");
  streams.write("a", "stdout", "3");
  streams.flush();
  expect(sent.map(([, name, text]) => [name, text])).toEqual([
    ["stdout", "1"],
    ["stderr", "2"],
    ["stdout", "3"],
  ]);
});

test("text of two cells stays apart", () => {
  streams.write("a", "stdout", "1");
  streams.write("b", "stdout", "2");
  streams.flush();
  expect(sent).toEqual([
    ["a", "stdout", "1"],
    ["b", "stdout", "2"],
  ]);
});

test("text does not wait for a flush for ever", async () => {
  streams.write("a", "stdout", "progress\r");
  while (sent.length === 0) await delay(5);
  expect(sent).toEqual([["a", "stdout", "progress\r"]]);
});

test("a flood goes out in chunks and loses nothing", () => {
  const line = `${"x".repeat(99)}\n`;
  for (let written = 0; written < 10_000; written++) streams.write("a", "stdout", line);
  streams.flush();
  expect(sent.map(([, , text]) => text).join("")).toHaveLength(1_000_000);
  expect(sent.length).toBeGreaterThan(1);
  expect(sent.length).toBeLessThan(20);
});
