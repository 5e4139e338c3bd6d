/** The lines of a stream, none of which may be longer than what a program can hold as one text. */
import type { Readable } from "node:stream";
import { TrainbookError } from "../../trainbookError";

/** Thrown at a line that is too long. */
export class LineTooLongError extends TrainbookError {}

/**
 * @param longest characters.
 * @throws LineTooLongError
 */
export async function* boundedLines(stream: Readable, longest: number): AsyncGenerator<string> {
  stream.setEncoding("utf8");
  let line = "";
  for await (const chunk of stream as AsyncIterable<string>) {
    for (const [at, part] of chunk.split("\n").entries()) {
      if (at > 0) {
        yield line;
        line = "";
      }
      line += part;
      if (line.length > longest) throw new LineTooLongError(`A line has more than ${longest} characters.`);
    }
  }
  if (line !== "") yield line;
}
