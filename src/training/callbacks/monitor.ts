/** The base class of callbacks that watch a metric (Keras's MonitorCallback). */

import {
  type OptionsOf,
  type OptionTable,
  oneOf,
  type Resolved,
  resolveOptions,
  string,
} from "../../options";
import { compilationOf } from "../compile";
import type { Logs } from "../logs";
import { asMetric } from "../metrics";
import { Callback, CallbackError } from "./callback";

export interface MonitorOptions {
  /** The name in the logs of what is watched. Defaults to "val_loss". */
  monitor?: string;
  /** Whether less or more is better; "auto" knows it of losses and of metrics. Defaults to "auto". */
  mode?: "auto" | "min" | "max";
}

/** The logs lack what a callback watches. */
export class MonitorError extends CallbackError {}

/** Numbers are compared as Keras does, in float32. */
const { fround } = Math;

export abstract class MonitorCallback extends Callback {
  /** The options of the class, with their defaults. */
  static readonly options = {
    monitor: string("val_loss"),
    mode: oneOf(["auto", "min", "max"], "auto"),
  } satisfies OptionsOf<MonitorOptions>;

  /** The name in the logs of what is watched. */
  readonly monitor: string;
  private readonly mode: "auto" | "min" | "max";
  private direction: "min" | "max" | undefined;
  private readonly minDelta: number;

  constructor(options: MonitorOptions) {
    super();
    const table: OptionTable = new.target.options;
    const resolved = resolveOptions(`callbacks.${new.target.name}`, options, table, {
      Refusal: CallbackError,
    }) as Resolved<typeof MonitorCallback.options> & { minDelta?: number };
    this.monitor = resolved.monitor;
    this.mode = resolved.mode;
    this.minDelta = resolved.minDelta ?? 0;
    // Where a class declares `options`, they are these.
    Object.defineProperty(this, "options", { value: resolved });
  }

  /**
   * Undefined after an epoch without validation, where `validationFreq` leaves some out.
   *
   * @throws {MonitorError} where the logs lack it, with those that they have.
   */
  protected monitored(logs: Logs): number | undefined {
    const value = logs[this.monitor] ?? logs[otherName(this.monitor)];
    const isLeftOut = this.monitor.startsWith("val_") && this.params?.skipsValidation;
    if (value !== undefined || isLeftOut) return value;
    const present = Object.keys(logs).join(", ") || "nothing";
    throw new MonitorError(
      `${this.constructor.name}: the logs have no "${this.monitor}"; they have ${present}.`,
      {
        cure: this.monitor.startsWith("val_")
          ? "give fit validationData or validationSplit, or monitor one of those"
          : "monitor one of those, or name the metric in model.compile",
      },
    );
  }

  /** @param reference what was best so far; undefined before there is any. */
  protected isImprovement(value: number, reference: number | undefined): boolean {
    if (reference === undefined) return true;
    this.direction ??= this.mode === "auto" ? this.knownDirection() : this.mode;
    const minDelta = Math.abs(this.minDelta);
    return this.direction === "min"
      ? fround(value + minDelta) < fround(reference)
      : fround(value - minDelta) > fround(reference);
  }

  private knownDirection(): "min" | "max" {
    const name = this.monitor.replace(/^val_/, "");
    if (name === "loss") return "min";
    const { outputs } = compilationOf(this.model, this.constructor.name);
    for (const output of outputs) {
      if (name === `${output.name}_loss`) return "min";
      for (const choice of [...output.metrics, ...output.weightedMetrics]) {
        const metric = asMetric(choice, { outputShape: output.shape, loss: output.loss });
        const names = [metric.name, `${output.name}_${metric.name}`];
        const isMeant = names.includes(name) || names.includes(otherName(name));
        if (isMeant && metric.direction) return metric.direction === "up" ? "max" : "min";
      }
    }
    throw new CallbackError(
      `${this.constructor.name}: nobody knows whether less or more of "${this.monitor}" is better.`,
      { cure: 'say so: mode: "max", or mode: "min"' },
    );
  }
}

/** The other name of accuracy, which tfjs's own `fit` calls acc: a program may watch either in both. */
const otherName = (name: string): string =>
  name.replace(/(^|_)(accuracy|acc)$/, (_, before, found) => before + (found === "acc" ? "accuracy" : "acc"));
