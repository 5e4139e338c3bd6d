/** A real HTTP server on this machine that stands for a publisher's mirror, good or bad. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers one request for a file that the mirror has. */
export type Answer = (asked: Asked, response: ServerResponse) => void;

/** One request. */
export interface Asked {
  name: string;
  bytes: Buffer;
  /** The first byte asked for, where the request has a range. */
  from: number | undefined;
  /** 1 for the first request for this file. */
  times: number;
  request: IncomingMessage;
}

export interface Mirror {
  /** The base address, ending in a slash. */
  url: string;
  host: string;
  /** The requests so far: "NAME" or "NAME from BYTE". */
  asked: string[];
  close(): Promise<void>;
}

/** Starts a mirror; `close` ends it and every connection to it. */
export async function startMirror(files: Map<string, Buffer>, answer: Answer = honest): Promise<Mirror> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = (request.url ?? "").split("/").at(-1) ?? "";
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1];
    const times = asked.filter((one) => one.split(" ")[0] === name).length + 1;
    asked.push(range === undefined ? name : `${name} from ${range}`);
    const bytes = files.get(name);
    if (bytes === undefined) return notFound(undefined, response);
    answer({ name, bytes, from: range === undefined ? undefined : Number(range), times, request }, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/`,
    host,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Sends what is asked for, from the middle where that is asked for. */
export function honest({ bytes, from }: Asked, response: ServerResponse): void {
  if (from === undefined) {
    response.writeHead(200, { "content-length": bytes.length }).end(bytes);
  } else if (from >= bytes.length) {
    response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
  } else {
    const rest = bytes.subarray(from);
    const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
    response.writeHead(206, { "content-length": rest.length, "content-range": range }).end(rest);
  }
}

/** Sends some bytes of what was promised, then, when they should have been read, breaks off the connection. */
export function cutOffAfter(count: number): Answer {
  return ({ bytes, from = 0 }, response) => {
    beginPart(bytes, from, response);
    response.write(bytes.subarray(from, from + count));
    setTimeout(() => response.destroy(), 50);
  };
}

/** Sends some bytes of what was promised, then nothing. */
export function stallAfter(count: number): Answer {
  return ({ bytes, from = 0 }, response) => {
    beginPart(bytes, from, response);
    response.write(bytes.subarray(from, from + count));
  };
}

export function notFound(_: unknown, response: ServerResponse): void {
  response.writeHead(404).end("no such file");
}

function beginPart(bytes: Buffer, from: number, response: ServerResponse): void {
  const headers = { "content-length": bytes.length - from };
  if (from === 0) response.writeHead(200, headers);
  else
    response.writeHead(206, {
      ...headers,
      "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    });
}
