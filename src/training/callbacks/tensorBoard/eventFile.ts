/** A file of events: records of TensorFlow's TFRecord format, each an Event (tensorflow/core/util/event.proto). */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { bytesField, doubleField, intField, message } from "../../../engine";
import { crc32c } from "./crc32c";

let files = 0;

export class EventFile {
  private readonly file: number;

  /** Named as TensorFlow names them, or TensorBoard does not look at it. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    const seconds = Math.floor(Date.now() / 1000);
    const name = `events.out.tfevents.${seconds}.${hostname()}.${process.pid}.${files++}.v2`;
    this.file = openSync(path.join(folder, name), "a");
    this.write(message(doubleField(1, Date.now() / 1000), bytesField(3, "brain.Event:2")));
  }

  /** @param summary an encoded Summary.Value. */
  add(step: number, summary: Uint8Array): void {
    const fields = [
      doubleField(1, Date.now() / 1000),
      intField(2, step),
      bytesField(5, bytesField(1, summary)),
    ];
    this.write(message(...fields));
  }

  close(): void {
    closeSync(this.file);
  }

  private write(record: Uint8Array): void {
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(record.length));
    // In one piece, so that a process that is killed leaves whole records.
    writeSync(this.file, Buffer.concat([length, checksum(length), record, checksum(record)]));
  }
}

/** Turned and moved, since a record may hold checksums itself. */
function checksum(bytes: Uint8Array): Buffer {
  const crc = crc32c(bytes);
  const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(masked);
  return buffer;
}
