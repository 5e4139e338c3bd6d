/** The connection file: where a front end expects the kernel's five sockets, and how messages are signed. */
import { getHashes } from "node:crypto";
import { readFileSync } from "node:fs";
import { TrainbookError } from "../../trainbookError";

/** The five sockets of a kernel. */
export const channelNames = ["shell", "control", "stdin", "iopub", "hb"] as const;
export type ChannelName = (typeof channelNames)[number];

export interface Connection {
  /** The address on which each socket listens, such as "tcp://127.0.0.1:50001". */
  addresses: Record<ChannelName, string>;
  /** The key of the signatures; empty where messages are not signed. */
  key: string;
  /** The digest of the signatures, as Node's crypto names it. */
  digest: string;
}

/** A connection file that names no kernel's sockets, or sockets that are not to be had. */
export class ConnectionError extends TrainbookError {}

const cure = "let Jupyter start the kernel: npx trainbook start";

/** Reads a connection file. */
export function readConnectionFile(file: string): Connection {
  return connectionOf(parsed(file), file);
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new ConnectionError(`${file} cannot be read as a connection file: ${(error as Error).message}`, {
      cure,
    });
  }
}

function connectionOf(content: unknown, file: string): Connection {
  const fail = (problem: string): never => {
    throw new ConnectionError(`${file}: ${problem}`, { cure });
  };
  if (typeof content !== "object" || content === null) return fail("not a JSON object");
  const fields = content as Record<string, unknown>;
  const text = (name: string, fallback: string): string => {
    const value = fields[name] ?? fallback;
    return typeof value === "string" ? value : fail(`${name} is ${JSON.stringify(value)}, not a text`);
  };
  const transport = text("transport", "tcp");
  if (transport !== "tcp" && transport !== "ipc") fail(`transport is "${transport}", neither tcp nor ipc`);
  const ip = text("ip", "127.0.0.1");
  const address = (channel: ChannelName): string => {
    const port = fields[`${channel}_port`];
    if (!Number.isInteger(port)) fail(`${channel}_port is ${JSON.stringify(port)}, not a whole number`);
    return transport === "tcp" ? `tcp://${ip}:${port}` : `ipc://${ip}-${port}`;
  };
  const scheme = text("signature_scheme", "hmac-sha256");
  const digest = /^hmac-(.+)$/.exec(scheme)?.[1] ?? "";
  if (!getHashes().includes(digest)) fail(`signature_scheme "${scheme}" is not known to this Node`);
  const addresses = Object.fromEntries(channelNames.map((channel) => [channel, address(channel)]));
  return { addresses: addresses as Record<ChannelName, string>, key: text("key", ""), digest };
}
