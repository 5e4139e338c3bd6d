/** Keras's side of the contract: `keras_options.py` and its answers. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { environmentExecutable } from "../../../src/engine";
import { type Options, rooms } from "./optionClasses";
import type { Kind } from "./samples";

export type Answer<Good> = Good & { error?: string };

/** Keras's results for one of our files. */
export interface Measured {
  results: Record<string, number[]>;
  weights: number[][];
  layer: Record<string, Options | null>;
}

export interface Question {
  /** Where Keras writes its files. */
  folder?: string;
  /** Files of ours, and what to measure with them. Defaults to none. */
  cases?: readonly object[];
  /** Objects that Keras writes. Defaults to none. */
  written?: readonly object[];
}

export interface KerasAnswers {
  /** Of every class, by Keras's names. */
  defaults: Record<Kind, Record<string, Options>>;
  measured: Answer<Measured>[][];
  written: Answer<{ files: string[]; config: Options }>[];
}

export function askKeras({ folder = "", cases = [], written = [] }: Question = {}): KerasAnswers {
  const classes = Object.fromEntries(Object.entries(rooms).map(([kind, room]) => [kind, Object.keys(room)]));
  const answer = execFileSync(environmentExecutable("python"), [path.join(__dirname, "keras_options.py")], {
    input: JSON.stringify({ folder, classes, cases, written }),
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" },
    maxBuffer: 2 ** 27,
    stdio: ["pipe", "pipe", "pipe"],
  });
  return JSON.parse(answer.toString());
}
