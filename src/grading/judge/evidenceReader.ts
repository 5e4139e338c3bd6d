/** Evidence as the judge reads it. A process in which the learner's code ran wrote it: whatever does not fit is refused. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { TrainbookError } from "../../trainbookError";
import { fingerprintBytes } from "../evidence/fingerprints";
import type {
  Blob,
  LoopEvidence,
  SamplesEvidence,
  TensorEvidence,
  TrainingEvidence,
  ValueEvidence,
  ValuesEvidence,
  WeightEvidence,
} from "../evidence/format";

/** Evidence that is not what the grader's own step writes. */
export class EvidenceError extends TrainbookError {}

const jsonBytesAtMost = 64e6;
const blobBytesAtMost = 512e6;

export class EvidenceReader {
  readonly values: Readonly<Record<string, ValueEvidence>>;
  readonly trainOnBatch: Readonly<Record<number, number>>;
  /** In the order in which they began. */
  readonly trainings: readonly TrainingEvidence[];
  readonly loops: readonly LoopEvidence[];

  /** @throws {EvidenceError} for files that are not what they should be. */
  constructor(readonly folder: string) {
    const { values = {}, trainOnBatch = {} } = this.json<Partial<ValuesEvidence>>("values.json") ?? {};
    this.values = values;
    this.trainOnBatch = trainOnBatch;
    this.loops = this.json<LoopEvidence[]>("loops.json") ?? [];
    const names = existsSync(folder) ? readdirSync(folder) : [];
    const order = names.flatMap((name) => /^training-(\d+)\.json$/.exec(name)?.[1] ?? []);
    this.trainings = order
      .map(Number)
      .sort((a, b) => a - b)
      .map((number) => this.json<TrainingEvidence>(`training-${number}.json`) as TrainingEvidence);
  }

  private json<Content>(name: string): Content | undefined {
    const file = path.join(this.folder, name);
    if (!existsSync(file)) return undefined;
    if (statSync(file).size > jsonBytesAtMost) throw new EvidenceError(`${name} is too large.`);
    try {
      return JSON.parse(readFileSync(file, "utf8"), withNumbersAgain) as Content;
    } catch (cause) {
      throw new EvidenceError(`${name} is no JSON.`, { cause });
    }
  }

  /** The trainings of a model, which its weights' variables tell. */
  trainingsOf(weights: readonly WeightEvidence[]): TrainingEvidence[] {
    return this.trainings.filter(({ before }) => shareVariables(before, weights));
  }

  loopsOf(weights: readonly WeightEvidence[]): LoopEvidence[] {
    return this.loops.filter(({ snapshots }) => shareVariables(snapshots[0]?.weights ?? [], weights));
  }

  bytes(blob: Blob): Uint8Array {
    if (typeof blob !== "string" || !/^[0-9a-f]{64}$/.test(blob))
      throw new EvidenceError("a blob has no name.");
    const file = path.join(this.folder, "blobs", blob);
    if (!existsSync(file)) throw new EvidenceError(`the blob ${blob} is not there.`);
    if (statSync(file).size > blobBytesAtMost) throw new EvidenceError(`the blob ${blob} is too large.`);
    return readFileSync(file);
  }

  tensor({ shape, dtype, blob }: TensorEvidence | WeightEvidence): tf.Tensor {
    if (blob === undefined) throw new EvidenceError("a tensor was disposed.");
    const bytes = this.bytes(blob);
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const values =
      dtype === "float32"
        ? new Float32Array(buffer)
        : dtype === "int32"
          ? new Int32Array(buffer)
          : new Uint8Array(buffer);
    return tf.tensor(values, shape, dtype as tf.NumericDataType);
  }

  /** Samples by the texts of their fingerprints. */
  samples({ blob }: SamplesEvidence): string[] {
    const text = Buffer.from(this.bytes(blob)).toString("latin1");
    return Array.from({ length: text.length / fingerprintBytes }, (_, at) =>
      text.slice(at * fingerprintBytes, (at + 1) * fingerprintBytes),
    );
  }
}

/** Whether weights are of one model, or of two that share some. */
export function shareVariables(one: readonly WeightEvidence[], other: readonly WeightEvidence[]): boolean {
  const own = new Set(one.map(({ variable }) => variable));
  return other.some(({ variable }) => own.has(variable));
}

const withNumbersAgain = (_name: string, value: { notFinite?: string } | null) =>
  typeof value?.notFinite === "string" ? Number(value.notFinite) : value;
