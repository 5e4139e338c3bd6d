/**
 * A tensor as text: its type, its shape, and its values as NumPy prints them, with the middle left out where there
 * are many. Of a large tensor only the values that are shown are fetched.
 */

/** What is used of a tfjs tensor. Known by what it has, because a notebook may have a tfjs of its own. */
export interface TensorLike {
  readonly dtype: string;
  readonly shape: number[];
  readonly size: number;
  readonly isDisposed: boolean;
  readonly name?: string;
  dataSync(): ArrayLike<unknown>;
  slice(begin: number[], size: number[]): TensorLike;
  concat(other: TensorLike, axis: number): TensorLike;
  dispose(): void;
  toString(verbose?: boolean): string;
}

export function isTensor(value: unknown): value is TensorLike {
  const properties = ["dataId", "dtype", "shape", "isDisposed", "dataSync"];
  return typeof value === "object" && value !== null && properties.every((name) => name in value);
}

/** NumPy's rules: tensors above this many values are shortened, to this many values at each end of an axis. */
const THRESHOLD = 1000;
const EDGE = 3;

/** The tensor as text, such as `Tensor float32 [2, 2]` and the rows below it. */
export function tensorText(tensor: TensorLike): string {
  const kind = tensor.name !== undefined && "trainable" in tensor ? `Variable "${tensor.name}"` : "Tensor";
  const title = `${kind} ${tensor.dtype} [${tensor.shape.join(", ")}]`;
  if (tensor.isDisposed) return `${title} (disposed)`;
  if (tensor.size === 0) return `${title} (empty)`;
  if (tensor.dtype === "complex64") return `${title}\n${tensor.toString()}`;
  const edges = tensor.size > THRESHOLD ? edgesOf(tensor) : tensor;
  try {
    const numbers = Array.from(edges.dataSync());
    const shortened = tensor.shape.map((length, axis) => length !== edges.shape[axis]);
    const texts = aligned(numbers.map(formatter(tensor.dtype, numbers)));
    const values = rows(texts, edges.shape, shortened, 1);
    return tensor.shape.length < 2 && !values.includes("\n") ? `${title}  ${values}` : `${title}\n${values}`;
  } finally {
    if (edges !== tensor) edges.dispose();
  }
}

/** The tensor without the middle of each long axis. */
function edgesOf(tensor: TensorLike): TensorLike {
  let current = tensor;
  for (const [axis, length] of tensor.shape.entries()) {
    if (length <= 2 * EDGE) continue;
    const begin = current.shape.map(() => 0);
    const size = [...current.shape];
    size[axis] = EDGE;
    const head = current.slice(begin, size);
    begin[axis] = length - EDGE;
    const tail = current.slice(begin, size);
    const joined = head.concat(tail, axis);
    for (const used of [head, tail]) used.dispose();
    if (current !== tensor) current.dispose();
    current = joined;
  }
  return current;
}

function formatter(dtype: string, values: unknown[]): (value: unknown) => string {
  if (dtype === "string") return (value) => JSON.stringify(String(value));
  if (dtype === "bool") return (value) => (value ? "true" : "false");
  if (dtype !== "float32") return String;
  const finite = (values as number[]).filter(Number.isFinite).map(Math.abs);
  if (finite.every(Number.isInteger) && Math.max(0, ...finite) < 1e8) return String;
  const smallest = Math.min(...finite.filter((value) => value > 0));
  const largest = Math.max(...finite);
  if (largest >= 1e6 || smallest < 1e-4 * Math.max(1, largest)) {
    return (value) => (Number.isFinite(value) ? (value as number).toExponential(4) : String(value));
  }
  const decimals = largest < 1 ? 5 : 4;
  return (value) => (Number.isFinite(value) ? (value as number).toFixed(decimals) : String(value));
}

function aligned(texts: string[]): string[] {
  const width = Math.max(...texts.map((text) => text.length));
  return texts.map((text) => text.padStart(width));
}

/** Nested brackets, each row on a line of its own. */
function rows(texts: string[], shape: number[], shortened: boolean[], indent: number): string {
  const [length, ...inner] = shape;
  if (length === undefined) return texts[0] ?? "";
  const size = texts.length / length;
  const parts = Array.from({ length }, (_, index) =>
    rows(texts.slice(index * size, (index + 1) * size), inner, shortened.slice(1), indent + 1),
  );
  if (shortened[0]) parts.splice(EDGE, 0, "…");
  if (inner.length === 0) return `[${wrapped(parts, indent)}]`;
  const between = `,\n${"\n".repeat(Math.max(0, inner.length - 1))}${" ".repeat(indent)}`;
  return `[${parts.join(between)}]`;
}

const LINE = 96;

/** Values of one row, on as many lines as they need. */
function wrapped(values: string[], indent: number): string {
  const lines: string[] = [];
  let line = "";
  for (const value of values) {
    if (line !== "" && indent + line.length + value.length + 2 > LINE) {
      lines.push(`${line},`);
      line = "";
    }
    line += line === "" ? value : `, ${value}`;
  }
  return [...lines, line].join(`\n${" ".repeat(indent)}`);
}
