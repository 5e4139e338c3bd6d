/** `(x, y, options)` or `(dataset, options)`. */
import { type BatchedData, isBatchedData, type ModelData } from "../batches";

export function dataArguments<Options extends object>(
  x: ModelData | BatchedData,
  rest: readonly unknown[],
): { y: ModelData | undefined; options: Options } {
  const [y, options] = rest;
  // A y beside a dataset is kept, to be refused with a cure.
  const isOptions = isBatchedData(x) && rest.length < 2 && isPlainObject(y);
  return isOptions
    ? { y: undefined, options: y as Options }
    : { y: y as ModelData | undefined, options: (options ?? {}) as Options };
}

function isPlainObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
