/**
 * The text that stands for a value: what Node's inspector writes, save for tensors and models, whose
 * inspection would be pages of internals.
 */
import { inspect } from "node:util";

/** A text for any value. Strings are quoted inside structures and at the top. */
export function plainText(value: unknown): string {
  try {
    if (isTensor(value)) return value.isDisposed ? disposed(value) : value.toString(true);
    if (isModel(value)) return summary(value);
  } catch {
    // A model without an input shape has no summary yet; its inspection is still better than an error.
  }
  return inspect(value, { depth: 3, maxArrayLength: 100, maxStringLength: 10_000 });
}

interface TensorLike {
  dtype: string;
  shape: number[];
  isDisposed: boolean;
  toString(verbose?: boolean): string;
}

function isTensor(value: unknown): value is TensorLike {
  return isObjectWith(value, ["dataId", "dtype", "shape", "isDisposed", "dataSync"]);
}

function disposed(tensor: TensorLike): string {
  return `Tensor ${tensor.dtype} [${tensor.shape.join(", ")}] (disposed)`;
}

interface ModelLike {
  summary(lineLength?: number, positions?: number[], print?: (line: string) => void): void;
}

function isModel(value: unknown): value is ModelLike {
  return isObjectWith(value, ["layers", "summary", "weights", "predict"]);
}

function summary(model: ModelLike): string {
  const lines: string[] = [];
  model.summary(undefined, undefined, (line) => lines.push(line));
  return lines.join("\n");
}

function isObjectWith(value: unknown, properties: string[]): boolean {
  return typeof value === "object" && value !== null && properties.every((name) => name in value);
}
