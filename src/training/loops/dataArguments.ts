/** `(x, y, options)`, `(dataset, options)`, or `(x, options)` where a model needs no targets. */
import type { OptionTable } from "../../options";
import { type BatchedData, isBatchedData, type ModelData } from "../batches";

/** @param table its options tell options from targets by the names of outputs. */
export function dataArguments<Options extends object>(
  x: ModelData | BatchedData,
  rest: readonly unknown[],
  table: OptionTable,
): { y: ModelData | undefined; options: Options } {
  const [y, options] = rest;
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
