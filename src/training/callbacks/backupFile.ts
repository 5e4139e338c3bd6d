/** The file of a backup: a line of JSON, and after it the numbers of the tensors. It is whole or it is not there. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { NamedTensor } from "../optimizers";
import { CallbackError, type CallbackState } from "./callback";

export interface Backup {
  /** The epoch to go on with, counted from 0. */
  epoch: number;
  /** Whether a callback had ended the training. */
  isStopped: boolean;
  weights: tf.Tensor[];
  optimizer: NamedTensor[];
  learningRate: number | undefined;
  random: number | undefined;
  /** Of each callback, in their order. */
  callbacks: (CallbackState | undefined)[];
}

interface TensorEntry {
  shape: number[];
  dtype: "float32" | "int32" | "bool";
}

interface Header {
  format: "trainbook backup 1";
  epoch: number;
  isStopped: boolean;
  learningRate?: number;
  random?: number;
  optimizer: string[];
  callbacks: ({ values: Record<string, unknown>; tensors: number } | null)[];
  tensors: TensorEntry[];
}

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

export function writeBackup(file: string, backup: Backup): void {
  const { epoch, isStopped, weights, optimizer, learningRate, random, callbacks } = backup;
  const tensors = [
    ...weights,
    ...optimizer.map(({ tensor }) => tensor),
    ...callbacks.flatMap((state) => state?.tensors ?? []),
  ];
  const header: Header = {
    format: "trainbook backup 1",
    epoch,
    isStopped,
    learningRate,
    random,
    optimizer: optimizer.map(({ name }) => name),
    callbacks: callbacks.map((state) =>
      state ? { values: state.values, tensors: state.tensors?.length ?? 0 } : null,
    ),
    tensors: tensors.map(({ shape, dtype }) => ({ shape, dtype: dtype as TensorEntry["dtype"] })),
  };
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.tmp`;
  const open = openSync(temporary, "w");
  try {
    writeSync(open, `${JSON.stringify(header, withAnyNumber)}\n`);
    for (const tensor of tensors) writeAll(open, tensor.dataSync());
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
  renameSync(temporary, file);
}

/** JSON has neither NaN nor infinities: a best loss may be one. */
const withAnyNumber = (_name: string, value: unknown) =>
  typeof value === "number" && !Number.isFinite(value) ? { notFinite: String(value) } : value;

const withNumbersAgain = (_name: string, value: { notFinite?: string } | null) =>
  typeof value?.notFinite === "string" ? Number(value.notFinite) : value;

function writeAll(open: number, numbers: ArrayBufferView): void {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  for (let written = 0; written < bytes.length; ) written += writeSync(open, bytes, written);
}

/** @throws {CallbackError} for a file that is no backup. */
export function readBackup(file: string): Backup {
  const bytes = readFileSync(file);
  const end = bytes.indexOf("\n");
  const header = headerOf(bytes.subarray(0, Math.max(0, end)).toString(), file);
  const lengthOf = ({ shape, dtype }: TensorEntry) =>
    tf.util.sizeFromShape(shape) * arrays[dtype].BYTES_PER_ELEMENT;
  const expected = header.tensors.reduce((sum, entry) => sum + lengthOf(entry), end + 1);
  if (bytes.length !== expected)
    throw notABackup(file, `it has ${bytes.length} bytes in the place of ${expected}`);
  let offset = end + 1;
  const tensors = header.tensors.map(({ shape, dtype }) => {
    const array = arrays[dtype];
    const length = lengthOf({ shape, dtype });
    // Copied, since numbers must begin at a multiple of their size.
    const numbers = new array(Uint8Array.from(bytes.subarray(offset, offset + length)).buffer);
    offset += length;
    return tf.tensor(numbers, shape, dtype);
  });
  const take = (count: number) => tensors.splice(0, count);
  const states = header.callbacks.reduce((sum, state) => sum + (state?.tensors ?? 0), 0);
  return {
    epoch: header.epoch,
    isStopped: header.isStopped,
    weights: take(tensors.length - header.optimizer.length - states),
    optimizer: header.optimizer.map((name) => ({ name, tensor: take(1)[0] as tf.Tensor })),
    learningRate: header.learningRate,
    random: header.random,
    callbacks: header.callbacks.map((state) =>
      state ? { values: state.values, tensors: take(state.tensors) } : undefined,
    ),
  };
}

function headerOf(text: string, file: string): Header {
  try {
    const header = JSON.parse(text, withNumbersAgain) as Header;
    if (header.format === "trainbook backup 1") return header;
  } catch {}
  throw notABackup(file, "its first line is not one of a backup");
}

const notABackup = (file: string, why: string) =>
  new CallbackError(`BackupAndRestore: ${file} is no backup of trainbook: ${why}.`, {
    cure: "delete the folder",
  });
