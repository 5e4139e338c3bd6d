/** Built-ins as a cell may patch them. */

export interface Patch {
  name: string;
  /** JavaScript of a cell that patches, and sets `__cells.undo` to a function that takes it back. */
  code: string;
  /** The learner's own code that sees it, by the checks of patchedBuiltIns.test.ts: there the patch shows, as it should. */
  seenBy?: ("error" | "import")[];
}

const required = (name: string) => `require("node:${name}")`;

/** Functions, by what holds them. Names in brackets are expressions. */
const functions: Record<string, string> = {
  "Array.prototype":
    "at concat entries every fill filter find findIndex flat flatMap forEach includes indexOf join keys map pop push reduce reverse shift slice some sort splice toString unshift values [Symbol.iterator]",
  "Object.getPrototypeOf([][Symbol.iterator]())": "next",
  Array: "from isArray of",
  "String.prototype":
    "endsWith includes match matchAll padStart replace replaceAll slice split startsWith substring toString trim [Symbol.iterator]",
  JSON: "parse stringify",
  "Promise.prototype": "catch finally then",
  Promise: "all allSettled any race reject resolve",
  Object:
    "assign create defineProperties defineProperty entries freeze fromEntries getOwnPropertyDescriptor getOwnPropertyNames getPrototypeOf hasOwn is keys setPrototypeOf values",
  "Object.prototype": "hasOwnProperty isPrototypeOf toString valueOf",
  "Map.prototype": "clear delete entries forEach get has keys set values [Symbol.iterator]",
  "Object.getPrototypeOf(new Map().entries())": "next",
  "Set.prototype": "add clear delete forEach has values [Symbol.iterator]",
  "WeakMap.prototype": "delete get has set",
  "WeakSet.prototype": "add has",
  "WeakRef.prototype": "deref",
  "Function.prototype": "apply bind call toString [Symbol.hasInstance]",
  "RegExp.prototype": "exec test toString [Symbol.match] [Symbol.matchAll] [Symbol.replace] [Symbol.split]",
  Reflect: "apply construct defineProperty get has ownKeys set",
  Math: "abs ceil floor log10 max min random round",
  Number: "isFinite isInteger",
  "Number.prototype": "toFixed toLocaleString toString",
  Symbol: "for",
  Date: "now",
  "Date.prototype": "getTime toISOString",
  performance: "now",
  Atomics: "add exchange load notify store wait",
  "Error.prototype": "toString",
  Error: "captureStackTrace",
  "Object.getPrototypeOf(Uint8Array.prototype)": "set slice subarray [Symbol.iterator]",
  globalThis:
    "clearInterval clearTimeout fetch queueMicrotask setImmediate setInterval setTimeout structuredClone",
  process: "cwd emit emitWarning exit hrtime memoryUsage nextTick on once removeListener",
  Buffer: "alloc byteLength concat from isBuffer isEncoding",
  "Buffer.prototype": "toString write",
  "TextEncoder.prototype": "encode encodeInto",
  "TextDecoder.prototype": "decode",
  "EventTarget.prototype": "addEventListener dispatchEvent removeEventListener",
  "AbortController.prototype": "abort",
  [`${required("events")}.EventEmitter.prototype`]:
    "addListener emit listenerCount off on once removeListener",
  [required("fs")]: "existsSync openSync readFileSync statSync writeFileSync writeSync",
  [required("path")]: "dirname isAbsolute join relative resolve",
  [required("util")]: "format formatWithOptions inspect",
  [`${required("util")}.types`]: "isNativeError isPromise isProxy isUint8Array",
  [required("vm")]: "Script compileFunction runInThisContext",
  [`${required("vm")}.Script.prototype`]: "runInThisContext",
  [`${required("worker_threads")}.MessagePort.prototype`]: "postMessage start",
  [`${required("stream")}.Writable.prototype`]: "write",
  [`${required("string_decoder")}.StringDecoder.prototype`]: "write",
  [required("module")]: "_resolveFilename _nodeModulePaths",
};

/** Their import is the learner's own way through Node's loader. */
const loaders: Record<string, string> = {
  [required("module")]: "_load",
  [`${required("module")}.prototype`]: "require",
};

/** Globals that are replaced as a whole. */
const globals =
  "Array Atomics Boolean Buffer Date Function JSON Map Math Number Object Promise Proxy Reflect RegExp Set String Symbol TextEncoder Uint8Array WeakMap console process".split(
    " ",
  );

/** Properties on every object: what a kernel asks its own objects for. */
const properties =
  "0 buffers cause cell cells code configurable constructor count current data done enumerable encoding error filename get id length message metadata modules name request set signal source stack status then toJSON type value writable".split(
    " ",
  );

const throwing = 'function () { throw new Error("patched"); }';
const nonsense = 'function () { return "nonsense"; }';

/** A cell that changes one property, and remembers how it was. */
function cell(owner: string, key: string, change: string): string {
  return `const { defineProperty, getOwnPropertyDescriptor } = Object;
const [owner, key] = [${owner}, ${key}];
const before = getOwnPropertyDescriptor(owner, key);
const value = before && owner[key];
__cells.undo = () => {
  if (!before) delete owner[key];
  else if (before.configurable) defineProperty(owner, key, before);
  else owner[key] = value;
};
${change}`;
}

const keyOf = (name: string) => (name.startsWith("[") ? name.slice(1, -1) : `"${name}"`);

function patchesOf(table: Record<string, string>, more: Pick<Patch, "seenBy"> = {}): Patch[] {
  return Object.entries(table).flatMap(([owner, names]) =>
    names.split(" ").flatMap((name) =>
      [throwing, nonsense].map((made) => ({
        name: `${owner}.${name} = ${made}`,
        code: cell(owner, keyOf(name), `owner[key] = ${made};`),
        ...more,
      })),
    ),
  );
}

const onEveryObject = (name: string, descriptor: string): Patch => ({
  name: `Object.prototype.${name}: ${descriptor}`,
  code: cell(
    "Object.prototype",
    `"${name}"`,
    `defineProperty(owner, key, { __proto__: null, configurable: true, ${descriptor} });`,
  ),
});

const descriptors = [
  `get: ${throwing}, set: ${throwing}`,
  'value: "nonsense", writable: true',
  'value: "nonsense", writable: false',
  `value: ${throwing}, writable: true`,
];

export const patches: Patch[] = [
  ...patchesOf(functions),
  ...patchesOf(loaders, { seenBy: ["import"] }),
  ...globals.flatMap((name) =>
    [throwing, "undefined"].map((made) => ({
      name: `${name} = ${made}`,
      code: cell("globalThis", `"${name}"`, `owner[key] = ${made};`),
    })),
  ),
  ...properties.flatMap((name) => descriptors.map((descriptor) => onEveryObject(name, descriptor))),
  ...["then", "toJSON"].map((name) => ({
    name: `Array.prototype.${name}`,
    code: cell("Array.prototype", `"${name}"`, `owner[key] = ${throwing};`),
  })),
  ...[throwing, nonsense].map((made) => ({
    name: `Error.prepareStackTrace = ${made}`,
    code: cell("Error", '"prepareStackTrace"', `owner[key] = ${made};`),
  })),
  { name: "Error.stackTraceLimit = 0", code: cell("Error", '"stackTraceLimit"', "owner[key] = 0;") },
  {
    name: "Error = undefined",
    code: cell("globalThis", '"Error"', "owner[key] = undefined;"),
    seenBy: ["error"],
  },
  {
    name: "a getter on Promise.prototype.constructor",
    code: cell("Promise.prototype", '"constructor"', `defineProperty(owner, key, { get: ${throwing} });`),
    seenBy: ["import"],
  },
  {
    name: "trainbook's own modules in require.cache",
    code: `const before = { ...require.cache };
__cells.undo = () => Object.assign(require.cache, before);
for (const file in require.cache) require.cache[file] = new Proxy({}, { get: ${throwing} });`,
  },
];

/** Those that cannot be taken back. */
export const patchesForGood: Patch[] = [
  {
    name: "an array without methods",
    code: 'for (const name of Object.getOwnPropertyNames(Array.prototype)) if (name !== "length") delete Array.prototype[name];',
  },
  { name: "process without listeners", code: "process.removeAllListeners();" },
];
