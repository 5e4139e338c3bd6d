/** `(x, y, options)`, `(dataset, options)`, or `(x, options)` where a model needs no targets. */
import { type BatchedData, isBatchedData, type ModelData } from "../batches";

/** @param known names of options, which tell options from targets by the names of outputs. */
export function dataArguments<Options extends object>(
  x: ModelData | BatchedData,
  rest: readonly unknown[],
  known: readonly string[],
): { y: ModelData | undefined; options: Options } {
  const [y, options] = rest;
  // A y beside a dataset is kept, to be refused with a cure.
  const isOptions = rest.length < 2 && isPlainObject(y) && (isBatchedData(x) || hasOptions(y, known));
  return isOptions
    ? { y: undefined, options: y as Options }
    : { y: y as ModelData | undefined, options: (options ?? {}) as Options };
}

const hasOptions = (given: object, known: readonly string[]) =>
  Object.keys(given).some((name) => known.includes(name));

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
