import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from "node:fs";
import { boolean, type OptionsOf, type Resolved, resolveOptions, string } from "../../options";
import type { Logs } from "../logs";
import { Callback, CallbackError, type CallbackState } from "./callback";
import { pythonFloat } from "./pythonNumber";
import { requirePath } from "./requirePath";

export interface CSVLoggerOptions {
  /** The separator between values. Defaults to ",". */
  separator?: string;
  /** Whether an existing file is continued. Defaults to false: it is overwritten. */
  append?: boolean;
}

/**
 * Writes the logs of each epoch as a line of a file, at once (keras.callbacks.CSVLogger).
 *
 * @example
 * new callbacks.CSVLogger("training.csv")
 */
export class CSVLogger extends Callback {
  /** The options of the class, with their defaults. */
  static readonly options = {
    separator: string(","),
    append: boolean(false),
  } satisfies OptionsOf<CSVLoggerOptions>;

  private readonly options: Resolved<typeof CSVLogger.options>;
  private keys: string[] | undefined;
  private needsHeader = true;
  private file: number | undefined;

  constructor(
    private readonly filename: string,
    options: CSVLoggerOptions = {},
  ) {
    super();
    this.options = resolveOptions("callbacks.CSVLogger", options, CSVLogger.options, {
      Refusal: CallbackError,
    });
    requirePath("CSVLogger", filename, '"training.csv"');
  }

  override onTrainBegin(): void {
    const { append } = this.options;
    const isContinued = append && existsSync(this.filename);
    this.needsHeader = !(isContinued && statSync(this.filename).size > 0);
    this.close();
    this.file = openSync(this.filename, append ? "a" : "w");
    this.keys = undefined;
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    if (!this.keys) {
      this.keys = keysOf(logs);
      if (this.needsHeader) this.write(["epoch", ...this.keys]);
    }
    const measured = this.keys.map((key) => (logs[key] === undefined ? "NA" : pythonFloat(logs[key])));
    this.write([String(epoch), ...measured]);
  }

  override onTrainEnd(): void {
    this.close();
  }

  override saveState(): CallbackState {
    return { values: { keys: this.keys, text: readFileSync(this.filename, "utf8") } };
  }

  /** Drops the lines written after the state was saved: they belong to epochs that are trained again. */
  override restoreState({ values }: CallbackState): void {
    this.close();
    writeFileSync(this.filename, values.text as string);
    this.file = openSync(this.filename, "a");
    this.keys = values.keys as string[] | undefined;
  }

  private write(values: string[]): void {
    const { separator } = this.options;
    // The line ends of Python's csv module.
    if (this.file !== undefined) writeSync(this.file, `${values.map(quoted(separator)).join(separator)}\r\n`);
  }

  private close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }
}

/** Sorted; columns for validation are there even where the first epoch has none, as with `validationFreq`. */
function keysOf(logs: Logs): string[] {
  const keys = Object.keys(logs).sort();
  return keys.some((key) => key.startsWith("val_")) ? keys : [...keys, ...keys.map((key) => `val_${key}`)];
}

const quoted = (separator: string) => (field: string) =>
  field.includes(separator) || /["\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
