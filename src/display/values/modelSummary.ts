/** A model as text: tfjs's own summary. */

interface ModelLike {
  summary(lineLength?: number, positions?: number[], print?: (line: string) => void): void;
}

export function isModel(value: unknown): value is ModelLike {
  const properties = ["layers", "summary", "weights", "predict"];
  return typeof value === "object" && value !== null && properties.every((name) => name in value);
}

/** The summary's lines, undefined for a model that has none yet because its input shape is not known. */
export function modelSummary(model: ModelLike): string | undefined {
  const lines: string[] = [];
  try {
    model.summary(undefined, undefined, (line) => lines.push(line));
  } catch {
    return undefined;
  }
  return lines.join("\n");
}
