/** Every class with a table of options, and how tests make one. */
import type { OptionTable } from "../../../src/options";
import { callbacks, losses, metrics, optimizers, schedules } from "../../../src/training";
import { type Kind, type Sample, samples } from "./samples";

export type Options = Record<string, unknown>;
export interface OptionsClass {
  readonly options: OptionTable;
  new (...args: never[]): object;
}

const { LossScale, ...plainOptimizers } = optimizers;
const { MeanMetricWrapper, ...plainMetrics } = metrics;
const { LambdaCallback, ProgbarLogger, ...callbacksWithOptions } = callbacks;
export const rooms = {
  losses,
  metrics: plainMetrics,
  optimizers: plainOptimizers,
  schedules,
  callbacks: callbacksWithOptions,
} as unknown as Record<Kind, Record<string, OptionsClass>>;

/** The arguments before the options of a callback. */
const leading: Record<string, unknown[]> = {
  BackupAndRestore: ["backup"],
  CSVLogger: ["log.csv"],
  LearningRateScheduler: [() => 0.1],
  ModelCheckpoint: ["model.keras"],
  TensorBoard: ["logs"],
};

export const classes = (Object.keys(rooms) as Kind[]).flatMap((kind) =>
  Object.entries(rooms[kind]).map(([name, made]) => ({ kind, name, made, table: made.options })),
);
export const everyOption = classes.flatMap((of) =>
  Object.keys(of.table).map((option) => ({ ...of, of: `${of.kind}.${of.name}`, option })),
);

export const sampleOf = (kind: Kind, name: string): Sample => samples[kind][name] ?? { options: {} };

export function make(kind: Kind, name: string, options: Options): object {
  const required = sampleOf(kind, name).required ?? {};
  const args = [...(leading[name] ?? []), { ...required, ...options }];
  return Reflect.construct(rooms[kind][name] as OptionsClass, args);
}
