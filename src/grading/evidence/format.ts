/**
 * The format of evidence: what the grader's own step exports from the kernel of a graded notebook, and the judge reads.
 * Everything in it comes out of the process in which the learner's code runs, so nothing in it is trusted: the judge
 * measures it again.
 *
 * A folder: `values.json` and `loops.json`, one `training-N.json` for each `fit`, and under `blobs/` the numbers of
 * tensors, each file named by the SHA-256 of its bytes. Equal weights have equal names.
 */
import type { KernelProgram } from "./kernelProgram";

/** The name of a file under `blobs/`. */
export type Blob = string;

export interface TensorEvidence {
  kind: "tensor";
  shape: number[];
  dtype: string;
  /** Little-endian float32 or int32; absent of a tensor that was disposed. */
  blob?: Blob;
}

/** A weight of a model. */
export interface WeightEvidence {
  /** The number of its variable in the process. */
  variable: number;
  shape: number[];
  dtype: string;
  blob: Blob;
}

/** A layer of a class of the learner's own. */
export interface OwnLayer {
  weights: { shape: number[]; isTrainable: boolean }[];
  /** Shapes of its outputs; the samples are null. */
  outputs: (number | null)[][];
  /** The computation, as in inference. */
  program: KernelProgram;
}

/** The class name that stands in a topology for all classes of the learner's own. */
export const ownLayerClass = "OwnLayer";

/** A model is told from another by the variables of its weights. */
export interface ModelEvidence {
  kind: "model";
  /** tfjs's `toJSON`. */
  topology: unknown;
  /** Layers of the learner's own classes, by their names; one that could not be recorded is absent. */
  ownLayers?: Record<string, OwnLayer>;
  weights: WeightEvidence[];
  isCompiled: boolean;
  /** The losses and metrics that it was compiled with, in Keras's words; absent where words cannot say them. */
  measures?: unknown;
}

export interface CallbackEvidence {
  kind: "callback";
  object: number;
  /** Classes that it is an instance of, such as `EarlyStopping`: ours and tfjs's own, and no others of these names. */
  classes: string[];
  monitor?: string;
  patience?: number;
  minDelta?: number;
  mode?: string;
  baseline?: number;
  startFromEpoch?: number;
}

/** The outcome that a step would have had with the probe's images under their own labels, and under labels turned by one. */
export interface StepProbe {
  /** The model's weights at that time. */
  before: WeightEvidence[];
  runs: { loss?: number; assigned: WeightEvidence[] }[];
  isInGraph: boolean;
}

export interface FunctionEvidence {
  kind: "function";
  /** Whether `tfFunction` made it, or made what it leaves its work to. */
  isGraph: boolean;
  /** Absent where no graph can be made of it. */
  probe?: StepProbe;
}

export type ValueEvidence =
  | { kind: "nothing" }
  | { kind: "promise" }
  | TensorEvidence
  | ModelEvidence
  | CallbackEvidence
  | FunctionEvidence
  /** Numbers, texts, and lists and objects of them. */
  | { kind: "plain"; json: unknown }
  /** Anything else, by its class. */
  | { kind: "other"; type: string };

/** How pixels were scaled: 0 to 255, 0 to 1, or −1 to 1. */
export type PixelScale = "byte" | "unit" | "signed";

/** Samples by their fingerprints, 8 bytes each, in the order in which they were handed over. */
export interface SamplesEvidence {
  count: number;
  scale: PixelScale;
  blob: Blob;
}

export interface EpochEvidence {
  /** The logs of `fit`. */
  logs: Record<string, number>;
  weights: WeightEvidence[];
  /** The learning rate, at each call of its steps where it differed from the one before. */
  rates: number[];
  steps: number;
  trained: SamplesEvidence;
  validated?: SamplesEvidence;
}

export interface TrainingEvidence {
  callbacks: CallbackEvidence[];
  /** The epoch after which it was to end, counted from 1. */
  epochsAllowed: number;
  before: WeightEvidence[];
  epochs: EpochEvidence[];
  /** After the last callback; absent where it never ended. */
  after?: WeightEvidence[];
}

/** Updates of a model's variables outside of `fit`. */
export interface LoopEvidence {
  updates: number;
  /** Samples of the first argument that is images, over all updates, each once. */
  trained?: SamplesEvidence;
  /** How many samples were handed over in all. */
  samples: number;
  snapshots: { update: number; weights: WeightEvidence[] }[];
}

/** The exported values, as of the end of a cell. */
export interface ValuesEvidence {
  /** Cells that have ended. */
  cells: number;
  values: Record<string, ValueEvidence>;
  /** Calls of `trainOnBatch`, by the number of the model's first variable. */
  trainOnBatch: Record<number, number>;
}
