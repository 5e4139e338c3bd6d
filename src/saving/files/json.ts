import { ModelFileError } from "../errors";
import { isObject, type Json, type JsonObject } from "../keras/objects";

/** Begins a string that stands for a float. No name or text of a model begins so. */
const FLOAT = "\u0000float ";

/** A number that Python reads as a float. JSON of a whole number would be an int, which some of Keras's classes refuse. */
export const floatInPython = (value: number): Json =>
  Number.isInteger(value) && Math.abs(value) < 1e21 ? `${FLOAT}${value}` : value;

/** JSON, the numbers of `floatInPython` with a decimal point. */
export const jsonText = (value: Json): string =>
  JSON.stringify(value).replace(/"\\u0000float (-?\d+)"/g, "$1.0");

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
