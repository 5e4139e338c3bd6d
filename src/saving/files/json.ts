import { ModelFileError } from "../errors";
import { isObject, type JsonObject } from "../keras/objects";

/** @throws {ModelFileError} for what is no object in JSON. */
export function jsonFrom(text: Uint8Array | string, what: string): JsonObject {
  try {
    const value = JSON.parse(typeof text === "string" ? text : Buffer.from(text).toString("utf8"));
    if (isObject(value)) return value;
  } catch {}
  throw new ModelFileError(`${what} is damaged: it is no JSON object.`, {
    cure: "save or copy the model again",
  });
}
