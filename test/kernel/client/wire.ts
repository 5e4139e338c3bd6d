/** Jupyter's wire format, written from the specification and apart from the kernel's own, so that one checks the other. */
import { createHmac, randomUUID } from "node:crypto";

export interface WireMessage {
  header: { msg_id: string; msg_type: string; session: string; date: string; version: string };
  parent: { msg_id?: string; msg_type?: string; session?: string };
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
  buffers: Buffer[];
}

const DELIMITER = "<IDS|MSG>";

export function sign(key: string, parts: readonly (string | Buffer)[]): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

export function headerOf(type: string, session: string): WireMessage["header"] & { username: string } {
  const date = new Date().toISOString();
  return { msg_id: randomUUID(), msg_type: type, session, username: "tester", date, version: "5.4" };
}

/** The frames of a message, from the delimiter on. */
export function framesOf(
  key: string,
  {
    header,
    parent = {},
    metadata = {},
    content,
  }: { header: object; parent?: object; metadata?: object; content: object },
  buffers: Buffer[] = [],
): (string | Buffer)[] {
  const json = [header, parent, metadata, content].map((part) => JSON.stringify(part));
  return [DELIMITER, sign(key, json), ...json, ...buffers];
}

export function readFrames(key: string, frames: Buffer[]): WireMessage {
  const at = frames.findIndex((frame) => frame.toString() === DELIMITER);
  const [signature, header, parent, metadata, content, ...buffers] = frames.slice(at + 1);
  if (!signature || !header || !parent || !metadata || !content)
    throw new Error("the kernel sent a short message");
  const json = [header, parent, metadata, content];
  if (signature.toString() !== sign(key, json)) throw new Error("the kernel sent a wrong signature");
  const [readHeader, readParent, readMetadata, readContent] = json.map((part) => JSON.parse(part.toString()));
  return { header: readHeader, parent: readParent, metadata: readMetadata, content: readContent, buffers };
}
