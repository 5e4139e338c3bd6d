/**
 * Shapes of inputs that TensorFlow leaves unchecked. It computes with them until a check of its own fails, or a division
 * by zero, and the process ends.
 */
import { OpCallError } from "./opDefinitions";

type Shape = readonly number[];

/** By operations, how many axes each input has, and how long it is where it is a shape itself. */
const ranks: Readonly<Record<string, readonly (number | readonly [length: number])[]>> = {
  Conv2D: [4, 4],
  Conv2DBackpropFilter: [4, [4], 4],
  Conv2DBackpropInput: [[4], 4, 4],
  DepthwiseConv2dNative: [4, 4],
  DepthwiseConv2dNativeBackpropFilter: [4, [4], 4],
  DepthwiseConv2dNativeBackpropInput: [[4], 4, 4],
  Conv3D: [5, 5],
  Conv3DBackpropFilterV2: [5, [5], 5],
  Conv3DBackpropInputV2: [[5], 5, 5],
  AvgPool: [4],
  AvgPoolGrad: [[4], 4],
  AvgPool3D: [5],
  AvgPool3DGrad: [[5], 5],
  MaxPool: [4],
  MaxPoolGrad: [4, 4, 4],
  MaxPool3D: [5],
  MaxPool3DGrad: [5, 5, 5],
  MaxPoolWithArgmax: [4],
  Dilation2D: [4, 3],
  Dilation2DBackpropFilter: [4, 3, 4],
  Dilation2DBackpropInput: [4, 3, 4],
  LRN: [4],
  LRNGrad: [4, 4, 4],
};

/** By operations, what shapes fit each other; undefined where they do. */
const problems: Readonly<Record<string, (...shapes: Shape[]) => string | undefined>> = {
  DepthwiseConv2dNativeBackpropInput: (_, filter = []) =>
    filter.includes(0) ? "a filter that holds values" : undefined,
  TensorScatterUpdate: (tensor, indices, updates) =>
    updatesProblem(indices, updates, tensor.slice(indices.at(-1) ?? 0)),
  // The values of the shape are not known here, and TensorFlow compares them.
  ScatterNd: (indices, updates, [rank = 0] = []) =>
    updatesProblem(
      indices,
      updates,
      Array(Math.max(0, rank - Math.max(0, indices.at(-1) ?? 0))).fill(UNKNOWN),
    ),
};

const UNKNOWN = -1;

function updatesProblem(indices: Shape, updates: Shape, slice: Shape): string | undefined {
  const expected = [...indices.slice(0, -1), ...slice];
  return isEqual(updates, expected) ? undefined : `updates of shape [${expected}]`;
}

const isEqual = (a: Shape, b: Shape) =>
  a.length === b.length &&
  a.every((length, axis) => length === b[axis] || length === UNKNOWN || b[axis] === UNKNOWN);

export const hasCheckedShapes = (operation: string): boolean => operation in ranks || operation in problems;

/** @throws {OpCallError} for shapes that would end the process. */
export function requireShapes(operation: string, shapes: readonly Shape[]): void {
  for (const [index, rank] of (ranks[operation] ?? []).entries()) {
    const shape = shapes[index] ?? [];
    const expected = typeof rank === "number" ? rank : 1;
    if (shape.length === expected && (typeof rank === "number" || isEqual(shape, rank))) continue;
    const axes = typeof rank === "number" ? `${rank} axes` : `the shape [${rank}]`;
    throw new OpCallError(`${operation}: input ${index + 1} takes ${axes}, found the shape [${shape}].`);
  }
  const problem = problems[operation]?.(...shapes);
  if (problem === undefined) return;
  const found = shapes.map((shape) => `[${shape}]`).join(", ");
  throw new OpCallError(`${operation}: the operation takes ${problem}, found inputs of the shapes ${found}.`);
}
