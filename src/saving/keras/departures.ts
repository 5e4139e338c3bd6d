/** Differences from Keras that do not stop reading, but are reported: predictions are the same up to rounding. */
import { maskedOtherwiseByTfjs } from "./masks";
import { isModel, nameOf } from "./nodes";
import { isObject, type JsonObject } from "./objects";

export function sayDepartures(model: JsonObject, file: string): void {
  const layers = layersWithin(model);
  const policies = new Set(layers.map(policyOf).filter((policy) => policy && policy !== "float32"));
  if (policies.size > 0) {
    console.info(
      `${file}: layers of ${[...policies].join(", ")} in Keras compute in float32 here, which rounds otherwise.`,
    );
  }
  const masked = maskedOtherwiseByTfjs(model, file);
  if (!masked) return;
  console.warn(
    `${file}: tfjs's own model.predict, model.evaluate and model.fit compute the layer "${nameOf(masked)}" in another ` +
      "way than Keras, on account of masks.\n  → predict(model, x), evaluate, fit and call of trainbook do as Keras",
  );
}

function layersWithin({ config }: JsonObject): JsonObject[] {
  const layers = ((config as JsonObject).layers as JsonObject[]).filter(isObject);
  return layers.flatMap((layer) => (isModel(layer) ? [layer, ...layersWithin(layer)] : [layer]));
}

/** The policy of a layer's dtype. Inputs have none. */
function policyOf({ class_name, config }: JsonObject): string | undefined {
  if (class_name === "InputLayer" || !isObject(config)) return undefined;
  const { dtype } = config;
  const name = isObject(dtype) && isObject(dtype.config) ? dtype.config.name : dtype;
  return typeof name === "string" ? name : undefined;
}
