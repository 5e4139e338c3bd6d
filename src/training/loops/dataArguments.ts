/** `(x, y, options)`, `(dataset, options)`, or `(x, options)` where a model needs no targets. */
import { forgottenAwait, isPromise, requireNoPromise } from "../../forgottenAwait";
import type { OptionTable } from "../../options";
import { type BatchedData, isBatchedData, type ModelData } from "../batches";
import { TrainingDataError } from "../errors";

/**
 * @param call who asks, for errors. @param table its options tell options from targets by the names of outputs.
 * @throws {TrainingDataError} for a promise, and for more arguments than there are.
 */
export function dataArguments<Options extends object>(
  call: string,
  x: ModelData | BatchedData,
  rest: readonly unknown[],
  table: OptionTable,
): { y: ModelData | undefined; options: Options } {
  const [y, options, ...more] = rest;
  requireNoPromise(`${call}: x`, x, TrainingDataError);
  requireNoPromise(`${call}: ${isBatchedData(x) ? "options" : "y"}`, y, TrainingDataError);
  if (more.length > 0) {
    throw new TrainingDataError(`${call}: there are ${rest.length + 2} arguments, and at most 4 are read.`, {
      cure: `give options by name, after the data: ${call}(model, x, y, { ${Object.keys(table)[0]}: … })`,
    });
  }
  if (isPromise(options)) throw forgottenAwait(`${call}: options`, TrainingDataError);
  for (const [name, value] of Object.entries(options ?? {}))
    requireNoPromise(`${call}: ${name}`, value, TrainingDataError);
  // A y beside a dataset is kept, to be refused with a cure.
  const isOptions = rest.length < 2 && isPlainObject(y) && (isBatchedData(x) || hasOptions(y, table));
  return isOptions
    ? { y: undefined, options: y as Options }
    : { y: y as ModelData | undefined, options: (options ?? {}) as Options };
}

const hasOptions = (given: object, table: OptionTable) => Object.keys(given).some((name) => name in table);

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
