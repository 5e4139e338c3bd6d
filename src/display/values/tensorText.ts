/**
 * A tensor as text: its type, its shape, and its values as NumPy prints them, with the middle left out where there
 * are many. Of a large tensor only the values that are shown are fetched.
 */
import { arrayText, edge } from "./arrayText";
import { hasProperties } from "./hasProperties";
import { numberTexts } from "./numberTexts";

/** The part of a tfjs tensor that is used here. Known by its members, because a notebook may have its own tfjs. */
export interface TensorLike {
  readonly dtype: string;
  readonly shape: number[];
  readonly size: number;
  readonly isDisposed: boolean;
  /** A variable's. */
  readonly name?: string;
  readonly trainable?: boolean;
  dataSync(): ArrayLike<unknown>;
  slice(begin: number[], size: number[]): TensorLike;
  concat(other: TensorLike, axis: number): TensorLike;
  dispose(): void;
}

export function isTensor(value: unknown): value is TensorLike {
  return hasProperties(value, ["dataId", "dtype", "shape", "isDisposed", "dataSync"]);
}

/** Of tensors above this many values only the ends of each axis are fetched. */
const FETCHED = 1000;
/** So many values follow the title in one line. */
const INLINE = 6;
/** As many digits as float32 has. */
const SCALAR_DIGITS = 7;

/** The tensor as text, such as `Tensor float32 [2, 2]` and the rows below it. */
export function tensorText(tensor: TensorLike): string {
  return withValues(tensor, (title, values) =>
    tensor.shape.length < 2 && !values.includes("\n") ? `${title}  ${values}` : `${title}\n${values}`,
  );
}

/** The tensor in one line, with its values where they are few. */
export function tensorLine(tensor: TensorLike): string {
  if (tensor.shape.length > 1 || tensor.size > INLINE) return withState(tensor, titleOf(tensor));
  return withValues(tensor, (title, values) => `${title}  ${values}`);
}

/** `Tensor float32 [2, 2]`. */
function titleOf({ dtype, shape, name, trainable }: TensorLike): string {
  const kind = name !== undefined && trainable !== undefined ? `Variable "${name}"` : "Tensor";
  return `${kind} ${dtype} [${shape.join(", ")}]${trainable === false ? " (not trainable)" : ""}`;
}

function withState(tensor: TensorLike, title: string): string {
  if (tensor.isDisposed) return `${title} (disposed)`;
  return tensor.size === 0 ? `${title} (empty)` : title;
}

function withValues(tensor: TensorLike, join: (title: string, values: string) => string): string {
  const title = titleOf(tensor);
  if (tensor.isDisposed || tensor.size === 0) return withState(tensor, title);
  try {
    return join(title, valuesText(tensor));
  } catch (error) {
    // While a function is traced a tensor has no values yet.
    return `${title} (its values cannot be read: ${error instanceof Error ? error.message : error})`;
  }
}

function valuesText(tensor: TensorLike): string {
  const shown = tensor.size > FETCHED ? edgesOf(tensor) : tensor;
  try {
    const texts = textsOf(tensor, Array.prototype.slice.call(shown.dataSync()));
    const shortened = tensor.shape.map((length, axis) => length !== shown.shape[axis]);
    return arrayText({ texts, shape: shown.shape, shortened });
  } finally {
    if (shown !== tensor) shown.dispose();
  }
}

/** The tensor without the middle of each long axis. */
function edgesOf(tensor: TensorLike): TensorLike {
  let current = tensor;
  for (const [axis, length] of tensor.shape.entries()) {
    const kept = edge(axis, tensor.shape.length);
    if (length <= 2 * kept) continue;
    const begin = current.shape.map(() => 0);
    const size = current.shape.with(axis, kept);
    const head = current.slice(begin, size);
    const tail = current.slice(begin.with(axis, length - kept), size);
    const joined = head.concat(tail, axis);
    for (const used of [head, tail]) used.dispose();
    if (current !== tensor) current.dispose();
    current = joined;
  }
  return current;
}

function textsOf({ dtype, shape }: TensorLike, values: unknown[]): string[] {
  if (dtype === "string") return values.map((value) => JSON.stringify(String(value)));
  if (dtype === "bool") return values.map((value) => (value ? "true" : "false"));
  const numbers = numberTexts(values as number[], shape.length === 0 ? SCALAR_DIGITS : undefined);
  return dtype === "complex64" ? complexTexts(numbers) : numbers;
}

/** The real and the imaginary parts lie side by side. */
function complexTexts(parts: string[]): string[] {
  return Array.from({ length: parts.length / 2 }, (_, index) => {
    const [real = "", imaginary = ""] = parts.slice(2 * index, 2 * index + 2);
    return imaginary.startsWith("-") ? `${real} - ${imaginary.slice(1)}i` : `${real} + ${imaginary}i`;
  });
}
