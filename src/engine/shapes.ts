/** Which shapes TensorFlow takes. Others end the process there, by a failed check. */

/**
 * TensorFlow has room for 253 axes (`TensorShape::MaxDimensions()`), and operations of two tensors, such as a gather, that
 * add their axes up.
 */
export const MAX_RANK = 126;

/**
 * @param isPartial whether -1 may stand for a length that is unknown. Defaults to false.
 * @returns why a shape is none, in words that begin with it; undefined where it is one.
 */
export function shapeProblem(
  shape: unknown,
  { isPartial = false }: { isPartial?: boolean } = {},
): string | undefined {
  if (!Array.isArray(shape)) return `${String(shape)}, which is no list of lengths`;
  const text = shape.length > 8 ? `[${shape.slice(0, 8).join(", ")}, …]` : `[${shape.join(", ")}]`;
  if (shape.length > MAX_RANK) return `${text}: it has ${shape.length} axes, and ${MAX_RANK} are the most`;
  const least = isPartial ? -1 : 0;
  // Not `every`, which passes over holes.
  for (const length of shape) {
    if (!Number.isSafeInteger(length) || length < least) return `${text}: ${String(length)} is no length`;
  }
  const size = shape.reduce((product: number, length: number) => product * Math.max(length, 1), 1);
  return Number.isSafeInteger(size) ? undefined : `${text}: it holds too many values`;
}
