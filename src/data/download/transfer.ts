/**
 * One connection to a mirror: brings what is missing of a part file, or the whole where the server cannot go on
 * from the middle.
 */
import { closeSync, openSync, writeFileSync } from "node:fs";
import { type Dispatcher, interceptors, request } from "undici";
import { DatasetFileError } from "../errors";
import { sizeOf } from "./partFile";
import { TransferFailure, type TransferFailureKind, transferFailure } from "./transferFailure";

/** How far a transfer is. */
export interface TransferProgress {
  receivedBytes: number;
  /** Undefined where the server does not say. */
  totalBytes: number | undefined;
}

/** How a transfer is made. */
export interface TransferOptions {
  agent: Dispatcher;
  /** A file longer than this is certainly wrong. */
  maximumBytes: number;
  /** Milliseconds until the server must have begun to answer. */
  answerWithinMs: number;
  /** Milliseconds without a byte after which the connection is given up. */
  idleAfterMs: number;
  onProgress: (progress: TransferProgress) => void;
}

/**
 * Appends to `part` what the server has beyond its end. What has arrived stays there when the connection breaks off.
 *
 * @throws TransferFailure when the network or the server fails
 * @throws DatasetFileError when the server sends more than any right file has
 */
export async function transfer(url: string, part: string, options: TransferOptions): Promise<void> {
  const { agent, maximumBytes, answerWithinMs, idleAfterMs, onProgress } = options;
  const watch = new Watch();
  let body: Answer["body"] | undefined;
  try {
    watch.expect(answerWithinMs, `no answer within ${answerWithinMs / 1000} s`, "unreachable");
    const had = await sizeOf(part);
    const response = await answer(url, had, agent, watch);
    body = response.body;
    // The part is at least as long as the file: its checksum will tell whether it is the file.
    if (response.statusCode === 416 && had > 0) return;
    const from = startOf(response, had);
    const length = Number(response.headers["content-length"] ?? Number.NaN);
    const totalBytes = Number.isFinite(length) ? from + length : undefined;
    let receivedBytes = from;
    onProgress({ receivedBytes, totalBytes });
    const output = openSync(part, from === 0 ? "w" : "a");
    try {
      await receive(body, watch, idleAfterMs, (chunk) => {
        receivedBytes += chunk.length;
        if (receivedBytes > maximumBytes) {
          const problem = `found more than ${maximumBytes} bytes, which no right copy has`;
          throw new DatasetFileError(part, problem, { cure: "take the file from another mirror" });
        }
        writeFileSync(output, chunk);
        onProgress({ receivedBytes, totalBytes });
      });
    } finally {
      closeSync(output);
    }
  } finally {
    watch.stop();
    body?.destroy();
  }
}

type Answer = Dispatcher.ResponseData;

/** Asks for the file from byte `had` on. */
async function answer(url: string, had: number, agent: Dispatcher, watch: Watch): Promise<Answer> {
  const asked = request(url, {
    dispatcher: agent.compose(interceptors.redirect({ maxRedirections: 5 })),
    headers: { "accept-encoding": "identity", ...(had > 0 ? { range: `bytes=${had}-` } : {}) },
    signal: watch.signal,
  });
  try {
    // undici heeds the signal only once it has a connection; a name server or a proxy may never give it one.
    const answered = await Promise.race([asked, watch.failed]);
    // A body that ends early says so by an error event, and one that nobody listens to ends the process.
    answered.body.on("error", () => {});
    return answered;
  } catch (error) {
    throw transferFailure(error);
  }
}

/** The byte at which the answer begins: where the part ends, or 0 from a server that ignores ranges. */
function startOf({ statusCode, statusText, headers }: Answer, had: number): number {
  if (statusCode === 200) return 0;
  if (statusCode === 206 && String(headers["content-range"]).startsWith(`bytes ${had}-`)) return had;
  throw new TransferFailure(`${statusCode} ${statusText}`, "refused");
}

/**
 * Takes each chunk as it comes, and each within the idle time. Not by `for await`: a stream that fails drops what
 * nobody has taken from it yet, and with a short file that is all of it.
 */
function receive(
  body: Answer["body"],
  watch: Watch,
  idleAfterMs: number,
  take: (chunk: Buffer) => void,
): Promise<void> {
  const expectMore = () => watch.expect(idleAfterMs, `stalled for ${idleAfterMs / 1000} s`, "broken");
  return new Promise((resolve, reject) => {
    expectMore();
    body.on("end", resolve);
    body.on("error", (error) => reject(transferFailure(error)));
    body.on("data", (chunk: Buffer) => {
      expectMore();
      try {
        take(chunk);
      } catch (error) {
        reject(error);
        body.destroy();
      }
    });
  });
}

/** Ends a connection on which what is expected does not come in time. */
class Watch {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  readonly signal = this.controller.signal;
  /** Rejects when the time is over. */
  readonly failed = new Promise<never>((_, reject) => {
    this.signal.addEventListener("abort", () => reject(this.signal.reason), { once: true });
  });

  expect(withinMs: number, otherwise: string, kind: TransferFailureKind): void {
    this.stop();
    this.timer = setTimeout(() => this.controller.abort(new TransferFailure(otherwise, kind)), withinMs);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
