/**
 * The properties of a value at run time, for completion and inspection where its type is `any`. None of the learner's
 * code runs for it: getters are not called, and proxies are not asked.
 */
import { inspect, types } from "node:util";
import { plainText } from "../../display";
import type { RuntimeProperty } from "./messages";

const PROPERTIES_AT_MOST = 1_000;
const PREVIEW_AT_MOST = 2_000;

/** The properties of the value that a chain of names leads to, from the cells' names or the globals. */
export function runtimeProperties(
  names: Record<string, unknown>,
  path: string[],
): { properties: RuntimeProperty[]; preview?: string } {
  const found = follow(names, path);
  if (!found) return { properties: [] };
  return { properties: propertiesOf(found.value), preview: previewOf(found.value) };
}

function follow(
  names: Record<string, unknown>,
  [first = "", ...rest]: string[],
): { value: unknown } | undefined {
  let found = Object.hasOwn(names, first) ? dataProperty(names, first) : dataProperty(globalThis, first);
  for (const name of rest) found = found && dataProperty(found.value, name);
  return found;
}

/** The value of a property that is no getter, of the object itself or what it inherits from. */
function dataProperty(value: unknown, name: string): { value: unknown } | undefined {
  for (const object of chain(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name);
    if (!descriptor) continue;
    return "value" in descriptor ? { value: descriptor.value } : undefined;
  }
  return undefined;
}

/** A value and its prototypes, up to a proxy. */
function* chain(value: unknown): Generator<object> {
  if (value === null || value === undefined) return;
  for (let object: object | null = Object(value); object && !types.isProxy(object); ) {
    yield object;
    object = Object.getPrototypeOf(object);
  }
}

/** The prototype that every object of the learner's inherits from. */
const everyObject = globalThis.Object.prototype;

function propertiesOf(value: unknown): RuntimeProperty[] {
  const properties = new Map<string, RuntimeProperty>();
  for (const object of chain(value)) {
    // The properties that every object has would bury the rest.
    if (object === everyObject && properties.size > 0) break;
    for (const name of namesOf(object)) {
      if (properties.size >= PROPERTIES_AT_MOST) return [...properties.values()];
      if (properties.has(name) || name === "constructor") continue;
      properties.set(name, described(name, Object.getOwnPropertyDescriptor(object, name)));
    }
  }
  return [...properties.values()];
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** The names that may follow a dot: no elements of arrays, no keys such as "my-key". */
function namesOf(object: object): string[] {
  if (ArrayBuffer.isView(object)) return [];
  return Object.getOwnPropertyNames(object).filter((name) => IDENTIFIER.test(name));
}

function described(name: string, descriptor: PropertyDescriptor | undefined): RuntimeProperty {
  if (!descriptor || !("value" in descriptor)) return { name, kind: "property", type: "" };
  const { value } = descriptor;
  if (typeof value !== "function") return { name, kind: "property", type: typeText(value) };
  const isClass = !types.isProxy(value) && isClassText(value);
  return { name, kind: isClass ? "class" : "function", type: isClass ? "class" : "function" };
}

const isClassText = (value: object) => /^class\b/.test(Function.prototype.toString.call(value).slice(0, 6));

/** "number", "Array(3)", "Tensor2D". */
function typeText(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  if (types.isProxy(value)) return "Proxy";
  if (Array.isArray(value)) return `Array(${value.length})`;
  return classNameOf(value) ?? "Object";
}

function classNameOf(value: object): string | undefined {
  const made = dataProperty(value, "constructor")?.value;
  const name = typeof made === "function" && !types.isProxy(made) && dataProperty(made, "name")?.value;
  return typeof name === "string" && name !== "" ? name : undefined;
}

function previewOf(value: unknown): string {
  if (types.isProxy(value)) return inspect(value, { showProxy: true, depth: 0 });
  try {
    return plainText(value).slice(0, PREVIEW_AT_MOST);
  } catch {
    return typeText(value);
  }
}
