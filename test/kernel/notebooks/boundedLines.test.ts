import { Readable } from "node:stream";
import { boundedLines, LineTooLongError } from "../../../src/kernel/notebooks/boundedLines";

async function linesOf(chunks: string[], longest = 100): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of boundedLines(Readable.from(chunks.map((one) => Buffer.from(one))), longest)) {
    lines.push(line);
  }
  return lines;
}

test("boundedLines gives whole lines, wherever chunks end", async () => {
  expect(await linesOf(["a", "b\nc\n\nd", "e\n", "f"])).toEqual(["ab", "c", "", "de", "f"]);
});

test("a character that is cut by the end of a chunk stays whole", async () => {
  const [first, second] = [Buffer.from("ü\n").subarray(0, 1), Buffer.from("ü\n").subarray(1)];
  const lines: string[] = [];
  for await (const line of boundedLines(Readable.from([first, second]), 9)) lines.push(line);
  expect(lines).toEqual(["ü"]);
});

test("a line that is too long is an error as soon as it is, whether it ends or not", async () => {
  await expect(linesOf(["abc", "def"], 5)).rejects.toThrow(LineTooLongError);
  await expect(linesOf(["a\nabcdef\n"], 5)).rejects.toThrow("A line has more than 5 characters.");
});
