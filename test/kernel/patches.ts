/** Built-ins as a cell may patch them, as JavaScript. */

/** By name, the JavaScript of a cell. */
export type Patches = Record<string, string>;

/** Assigns to a name, such as `Array.prototype.map`. */
const functions = [
  ...[
    "map",
    "push",
    "filter",
    "forEach",
    "join",
    "slice",
    "shift",
    "pop",
    "splice",
    "flatMap",
    "find",
    "some",
  ],
  ...[
    "every",
    "includes",
    "indexOf",
    "concat",
    "at",
    "keys",
    "entries",
    "values",
    "reduce",
    "sort",
    "unshift",
  ],
]
  .map((name) => `Array.prototype.${name}`)
  .concat([
    "Array.prototype[Symbol.iterator]",
    "Object.getPrototypeOf([][Symbol.iterator]()).next",
    "Array.isArray",
    "Array.from",
    "Array.of",
    ...[
      "split",
      "replace",
      "replaceAll",
      "slice",
      "startsWith",
      "endsWith",
      "trim",
      "includes",
      "matchAll",
    ].map((name) => `String.prototype.${name}`),
    "String.prototype[Symbol.iterator]",
    "String.prototype.toString",
    "JSON.stringify",
    "JSON.parse",
    "Promise.prototype.then",
    "Promise.prototype.catch",
    "Promise.prototype.finally",
    "Promise.resolve",
    "Promise.reject",
    "Promise.all",
    "Promise.race",
    ...[
      "keys",
      "entries",
      "values",
      "fromEntries",
      "assign",
      "defineProperty",
      "hasOwn",
      "getPrototypeOf",
    ].map((name) => `Object.${name}`),
    ...["getOwnPropertyDescriptor", "getOwnPropertyNames", "create", "freeze"].map(
      (name) => `Object.${name}`,
    ),
    "Object.prototype.toString",
    "Object.prototype.hasOwnProperty",
    "Object.prototype.valueOf",
    ...["get", "set", "has", "delete", "forEach", "values", "entries"].map((name) => `Map.prototype.${name}`),
    "Map.prototype[Symbol.iterator]",
    ...["add", "has", "delete", "forEach", "values"].map((name) => `Set.prototype.${name}`),
    "Set.prototype[Symbol.iterator]",
    "Object.getPrototypeOf(new Map().entries()).next",
    "WeakMap.prototype.get",
    "WeakMap.prototype.set",
    "WeakSet.prototype.has",
    "WeakRef.prototype.deref",
    ...["call", "apply", "bind", "toString"].map((name) => `Function.prototype.${name}`),
    ...["exec", "test", "[Symbol.replace]", "[Symbol.split]", "[Symbol.matchAll]"].map((name) =>
      name.startsWith("[") ? `RegExp.prototype${name}` : `RegExp.prototype.${name}`,
    ),
    "Reflect.apply",
    "Reflect.construct",
    ...["max", "min", "floor", "random", "round", "abs"].map((name) => `Math.${name}`),
    "Number.isInteger",
    "Number.prototype.toString",
    "Date.now",
    "Date.prototype.getTime",
    "performance.now",
    ...["load", "store", "wait", "notify"].map((name) => `Atomics.${name}`),
    "Error.prototype.toString",
    "Error.prepareStackTrace",
    "Error.captureStackTrace",
    "setTimeout",
    "clearTimeout",
    "setInterval",
    "setImmediate",
    "queueMicrotask",
    "structuredClone",
    "fetch",
    ...["nextTick", "emit", "on", "once", "hrtime", "exit", "cwd", "memoryUsage"].map(
      (name) => `process.${name}`,
    ),
    "Buffer.from",
    "Buffer.alloc",
    "Buffer.prototype.toString",
    "Uint8Array.prototype.subarray",
    "TextEncoder.prototype.encode",
    "TextEncoder.prototype.encodeInto",
    "TextDecoder.prototype.decode",
    ...["emit", "on", "once", "addListener", "removeListener"].map(
      (name) => `require("node:events").EventEmitter.prototype.${name}`,
    ),
    "EventTarget.prototype.dispatchEvent",
    "EventTarget.prototype.addEventListener",
    "AbortController.prototype.abort",
    ...["writeSync", "writeFileSync", "readFileSync", "openSync", "existsSync", "statSync"].map(
      (name) => `require("node:fs").${name}`,
    ),
    ...["join", "resolve", "dirname", "relative"].map((name) => `require("node:path").${name}`),
    'require("node:util").inspect',
    'require("node:util").types.isNativeError',
    'require("node:vm").Script',
    'require("node:vm").Script.prototype.runInThisContext',
    'require("node:worker_threads").MessagePort.prototype.postMessage',
    'require("node:stream").Writable.prototype.write',
    'require("node:string_decoder").StringDecoder.prototype.write',
    'require("node:module")._load',
    'require("node:module")._resolveFilename',
    'require("node:module").prototype.require',
  ]);

/** Globals and objects that are replaced as a whole. */
const globals = [
  "Promise",
  "Array",
  "Object",
  "Map",
  "Set",
  "Error",
  "JSON",
  "Math",
  "Reflect",
  "Symbol",
  "TextEncoder",
];

/** What code of a kernel asks its own objects for. */
const properties = [
  "value",
  "get",
  "set",
  "type",
  "cell",
  "status",
  "message",
  "stack",
  "then",
  "toJSON",
  "id",
  "name",
]
  .concat([
    "error",
    "data",
    "code",
    "cause",
    "constructor",
    "configurable",
    "enumerable",
    "writable",
    "filename",
  ])
  .concat(["signal", "current", "cancelled", "request", "encoding", "0", "length"]);

const throwing = 'function () { throw new Error("patched"); }';
const nonsense = 'function () { return "nonsense"; }';

export const patches: Patches = {};
for (const name of functions) {
  patches[`${name} throws`] = `${name} = ${throwing};`;
  patches[`${name} returns nonsense`] = `${name} = ${nonsense};`;
}
for (const name of globals) {
  patches[`${name} is a function that throws`] = `globalThis.${name} = ${throwing};`;
  patches[`${name} is undefined`] = `globalThis.${name} = undefined;`;
}
for (const name of properties) {
  const define = (descriptor: string) =>
    `Object.defineProperty(Object.prototype, "${name}", { __proto__: null, configurable: true, ${descriptor} });`;
  patches[`Object.prototype.${name} throws`] = define(
    'get() { throw new Error("patched"); }, set() { throw new Error("patched"); }',
  );
  patches[`Object.prototype.${name} is nonsense`] = define('value: "nonsense", writable: true');
  patches[`Object.prototype.${name} is read-only`] = define('value: "nonsense", writable: false');
}
for (const name of ["then", "toJSON"]) {
  patches[`Object.prototype.${name} is a function that throws`] = `Object.prototype.${name} = ${throwing};`;
  patches[`Object.prototype.${name} does nothing`] = `Object.prototype.${name} = function () {};`;
  patches[`Array.prototype.${name} is a function that throws`] = `Array.prototype.${name} = ${throwing};`;
  patches[`Array.prototype.${name} does nothing`] = `Array.prototype.${name} = function () {};`;
}
Object.assign(patches, {
  "Error.stackTraceLimit is 0": "Error.stackTraceLimit = 0;",
  "process.env is gone": "process.env = undefined;",
  "process.stdout.write throws": `process.stdout.write = ${throwing};`,
  "console is gone": "globalThis.console = undefined;",
  "the listeners of process are removed": "process.removeAllListeners();",
  "Promise.prototype.constructor throws":
    'Object.defineProperty(Promise.prototype, "constructor", { get() { throw new Error("patched"); } });',
  "trainbook's modules in require.cache are replaced": `for (const file of Object.keys(require.cache)) {
  if (/dist/.test(file)) require.cache[file].exports = new Proxy({}, { get() { throw new Error("patched"); } });
}`,
  "the prototype of arrays is emptied":
    "for (const name of Object.getOwnPropertyNames(Array.prototype)) if (name !== 'length') delete Array.prototype[name];",
});

/** Those that take away what a cell itself prints with. */
export const silencesConsole = (name: string) =>
  /^(console|process\.stdout)|^Object\.prototype\.0 /.test(name);
