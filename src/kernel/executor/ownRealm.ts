/**
 * The kernel's own realm: a second set of JavaScript's built-ins, in which the executor's modules run.
 *
 * The learner's code runs on the same thread, and may patch any built-in of its realm: `Array.prototype.map`,
 * `Promise.prototype.then`, properties on `Object.prototype`. The kernel's modules use none of these. What they have
 * from Node (its modules, `process`, `Buffer`, timers) they have as copies made at the start, so that a patched
 * `fs.writeSync` does not reach them either.
 *
 * For the modules in this realm:
 * - A bare name (`Array`, `process`) is the kernel's own; `globalThis` is the learner's global object.
 * - Values of the learner's code keep the methods of the learner's realm: read them with functions of the kernel's own
 *   (`Reflect.apply`, `Array.prototype.slice.call`, `types.isUint8Array`), never with their methods or `instanceof`.
 * - `Error` is the learner's, so that errors that the kernel throws into cells are errors there.
 * - The modules in `learnersSide` and `trainbookError` are loaded in the learner's realm.
 */
import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { compileFunction, constants, createContext } from "node:vm";

const realm = createContext(constants.DONT_CONTEXTIFY) as Record<string, unknown>;

const learnersFolder = path.join(__dirname, "learnersSide") + path.sep;
const trainbookError = path.join(__dirname, "..", "..", "trainbookError.js");
const isLearners = (file: string) => file.startsWith(learnersFolder) || file === trainbookError;

/** An object's own properties as they are now, also those of the plain objects in it, such as `util.types`. */
function copyOf(original: object, depth = 1): object {
  const descriptors = Object.getOwnPropertyDescriptors(original);
  for (const descriptor of Object.values<PropertyDescriptor>(descriptors)) {
    const { value } = descriptor;
    if (depth > 0 && isPlain(value)) descriptor.value = copyOf(value, depth - 1);
  }
  return Object.create(null, descriptors);
}

const isPlain = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Node's globals that the kernel's modules use. */
const unchanged = [
  "AbortController",
  "AbortSignal",
  "Error",
  "clearImmediate",
  "clearInterval",
  "setImmediate",
  "setTimeout",
];
for (const name of unchanged) {
  Object.defineProperty(realm, name, Object.getOwnPropertyDescriptor(globalThis, name) ?? {});
}
realm.Buffer = copyOf(Buffer);
realm.process = copyOf(process, 0);

const parameters = ["exports", "require", "module", "__filename", "__dirname", "globalThis"];
const modules = new Map<string, { exports: unknown }>();

/** Loads a module, and what it requires, in the kernel's own realm. To be called before any code of the learner's runs. */
export function loadInOwnRealm(file: string): unknown {
  const known = modules.get(file);
  if (known) return known.exports;
  const module = { __proto__: null, exports: { __proto__: null } as unknown };
  modules.set(file, module);
  const body = compileFunction(readFileSync(file, "utf8"), parameters, {
    filename: file,
    parsingContext: realm,
  });
  const folder = path.dirname(file);
  body(module.exports, (name: string) => required(name, folder), module, file, folder, globalThis);
  return module.exports;
}

function required(name: string, folder: string): unknown {
  if (isBuiltin(name)) return builtin(name);
  const file = require.resolve(path.join(folder, name));
  return isLearners(file) ? require(file) : loadInOwnRealm(file);
}

function builtin(name: string): unknown {
  const known = modules.get(name);
  if (known) return known.exports;
  const exports = copyOf(require(name));
  modules.set(name, { exports });
  return exports;
}
