/**
 * Messages as Jupyter puts them on the wire: the identities of the receiver, a delimiter, a signature, four parts
 * of JSON, and raw buffers. What cannot be read says why; it is never thrown.
 */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { userInfo } from "node:os";

/** The version of the messaging protocol that this kernel speaks. */
export const protocolVersion = "5.4";

export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

export type Content = Record<string, unknown>;

/** A message that has arrived. */
export interface Message {
  /** Who sent it; replies carry it first. */
  identities: Buffer[];
  header: Header;
  /** The header of the message that caused this one. */
  parent: Partial<Header>;
  metadata: Content;
  content: Content;
  buffers: Buffer[];
}

/** The parts of a message to send. */
export interface Outgoing {
  type: string;
  content: object;
  /** The header of the message that is answered; of none, where it answers nothing. */
  parent?: Partial<Header>;
  metadata?: object;
  buffers?: Buffer[];
}

/** A message that is not taken, and why. */
export class UnreadableMessage extends Error {
  override readonly name = "UnreadableMessage";
}

const DELIMITER = Buffer.from("<IDS|MSG>");

/** So many signatures are remembered, so that a message that is sent again is not taken again. */
const SIGNATURES_KEPT = 20_000;

/** Reads and writes messages with the connection's signature. */
export class MessageCodec {
  private readonly session = randomUUID();
  private readonly username = nameOfUser();
  private readonly seen = new Set<string>();

  constructor(
    private readonly key: string,
    private readonly digest: string,
  ) {}

  /**
   * Reads the frames of a message.
   *
   * @throws UnreadableMessage where they are none, or one that is not to be trusted.
   */
  decode(frames: readonly Buffer[]): Message {
    const delimiter = frames.findIndex((frame) => frame.equals(DELIMITER));
    if (delimiter < 0) throw new UnreadableMessage("it has no delimiter");
    const [signature, ...parts] = frames.slice(delimiter + 1);
    const json = parts.slice(0, 4);
    if (!signature || json.length < 4) throw new UnreadableMessage("it is cut short");
    this.verify(signature, json);
    const [header, parent, metadata, content] = json.map(parseObject) as [Content, Content, Content, Content];
    if (!isHeader(header)) throw new UnreadableMessage("its header lacks msg_id or msg_type");
    return {
      identities: frames.slice(0, delimiter),
      header,
      parent,
      metadata,
      content,
      buffers: parts.slice(4),
    };
  }

  /** The frames of a message; `identities` are those of its receiver, or its topic. */
  encode(identities: readonly (Buffer | string)[], message: Outgoing): (Buffer | string)[] {
    const { type, content, parent = {}, metadata = {}, buffers = [] } = message;
    const header: Header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.session,
      username: this.username,
      date: new Date().toISOString(),
      version: protocolVersion,
    };
    const json = [header, parent, metadata, content].map((part) => JSON.stringify(part));
    return [...identities, DELIMITER, this.sign(json), ...json, ...buffers];
  }

  private verify(signature: Buffer, json: readonly Buffer[]): void {
    if (this.key === "") return;
    const expected = Buffer.from(this.sign(json));
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      throw new UnreadableMessage("its signature is wrong");
    }
    const text = signature.toString();
    if (this.seen.has(text)) throw new UnreadableMessage("it came a second time");
    this.seen.add(text);
    if (this.seen.size > SIGNATURES_KEPT) {
      const [oldest] = this.seen;
      if (oldest !== undefined) this.seen.delete(oldest);
    }
  }

  private sign(json: readonly (Buffer | string)[]): string {
    if (this.key === "") return "";
    const hmac = createHmac(this.digest, this.key);
    for (const part of json) hmac.update(part);
    return hmac.digest("hex");
  }
}

function parseObject(frame: Buffer): Content {
  let value: unknown;
  try {
    value = JSON.parse(frame.toString());
  } catch {
    throw new UnreadableMessage("a part of it is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UnreadableMessage("a part of it is not a JSON object");
  }
  return value as Content;
}

function isHeader(header: Content): header is Content & Header {
  return typeof header.msg_id === "string" && header.msg_id !== "" && typeof header.msg_type === "string";
}

/** A user without an entry in the system's list, as in some containers, has no name. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}
