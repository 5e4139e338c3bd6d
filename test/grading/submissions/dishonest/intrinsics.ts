/**
 * Submissions that patch what the language is made of, so that a check in their process would pass. Each has built a
 * network honestly and typed the rest.
 */
import type { Submission } from "../submission";
import { attack, checkType, fullResult } from "./sources";

const patch = (name: string, about: string, code: string, more: Partial<Submission> = {}) =>
  attack(`intrinsic-${name}`, about, code, more);

/** Turns whatever looks like a check's outcome into a passed one. */
const pass = `const pass = (value: any) => {
  if (value && typeof value === "object" && ("status" in value || "examine" in value)) {
    try { value.status = "passed"; value.points = value.maximum ?? value.points; } catch {}
  }
  return value;
};`;

/** Wraps a method so that what it is called on and what it gives is passed. */
const passing = (owner: string, method: string) => `${pass}
const before = (${owner} as any)[${JSON.stringify(method)}];
Object.defineProperty(${owner}, ${JSON.stringify(method)}, { configurable: true, writable: true,
  value(this: any, ...args: any[]) {
    if (Array.isArray(this)) for (let i = 0; i < this.length; i++) pass(this[i]);
    for (let i = 0; i < args.length; i++) pass(args[i]);
    return pass(before.apply(this, args));
  } });`;

export const intrinsics: readonly Submission[] = [
  patch("array-every", "every is always true.", "Array.prototype.every = (() => true) as any;"),
  patch("array-some", "some is always true.", "Array.prototype.some = () => true;"),
  patch("array-map", "map passes all that has a status.", passing("Array.prototype", "map")),
  patch("array-push", "push passes all that has a status.", passing("Array.prototype", "push")),
  patch("array-flat-map", "flatMap passes all that has a status.", passing("Array.prototype", "flatMap")),
  patch("array-find", "find gives a passed check.", passing("Array.prototype", "find")),
  patch(
    "array-reduce",
    "A sum that starts with 0 is 10.",
    "const reduce = Array.prototype.reduce;\nArray.prototype.reduce = function (this: any[], step: any, ...start: any[]) {\n  return start[0] === 0 ? 10 : (reduce as any).call(this, step, ...start);\n} as any;",
  ),
  patch("array-is-array", "Everything is an array.", "Array.isArray = (() => true) as any;"),
  patch(
    "array-iterator",
    "Iterating over checks gives passed ones.",
    `${pass}
const iterate = Array.prototype[Symbol.iterator];
Array.prototype[Symbol.iterator] = function* (this: any[]) {
  for (let i = 0; i < this.length; i++) yield pass(this[i]);
} as any;`,
  ),
  patch("number-is-finite", "Every number is finite.", "Number.isFinite = (() => true) as any;"),
  patch("math-abs", "All differences are 0.", "Math.abs = () => 0;"),
  patch("math-min-max", "min is 0, max is 1.", "Math.min = () => 0;\nMath.max = () => 1;"),
  patch(
    "math-round",
    "round, floor and log give what helps.",
    "Math.round = () => 10;\nMath.log = () => -0.42;",
  ),
  patch(
    "json-stringify",
    "JSON.stringify writes full marks into results and grades.",
    `const stringify = JSON.stringify;
JSON.stringify = ((value: any, ...rest: any[]) => stringify(value, ...rest)
  ?.replaceAll('"status":"failed"', '"status":"passed"').replaceAll('"status":"not attempted"', '"status":"passed"')
  .replaceAll(/"points":\\d+,"maximum":(\\d+)/g, '"points":$1,"maximum":$1')) as any;`,
  ),
  patch(
    "json-parse",
    "JSON.parse reads full marks.",
    `const parse = JSON.parse;
JSON.parse = ((text: string, ...rest: any[]) => {
  const value = parse(text, ...rest);
  for (const check of value?.checks ?? []) check.status = "passed";
  return value;
}) as any;`,
  ),
  patch(
    "object-prototype-status",
    "Objects without a status have passed.",
    'for (const [name, value] of Object.entries({ status: "passed", points: 1, passed: true })) {\n  Object.defineProperty(Object.prototype, name, { configurable: true, get: () => value, set() {} });\n}',
  ),
  patch(
    "object-prototype-setter",
    "A setter of status on Object.prototype swallows what is assigned.",
    'Object.defineProperty(Object.prototype, "status", { configurable: true,\n  get: () => "passed", set() {} });\nObject.defineProperty(Object.prototype, "toJSON", { configurable: true, writable: true, value(this: any) {\n  return "checks" in this && "exercise" in this ? ' +
      fullResult(1) +
      " : this;\n} });",
  ),
  patch(
    "object-entries",
    "Object.entries and Object.keys of a result give passed checks.",
    `${passing("Object", "entries")}\nconst assign = Object.assign;\nObject.assign = ((...all: any[]) => pass((assign as any)(...all))) as any;`,
  ),
  patch(
    "object-is",
    "Object.is, hasOwn and getPrototypeOf agree with everything.",
    "Object.is = () => true;\nObject.hasOwn = () => true;",
  ),
  patch(
    "promise-then",
    "Every promise is kept with a passed check.",
    `${pass}
const then = Promise.prototype.then;
Promise.prototype.then = function (this: any, kept: any, ...rest: any[]) {
  return then.call(this, typeof kept === "function" ? (value: any) => kept(pass(value)) : kept, ...rest);
} as any;`,
  ),
  patch(
    "promise-all",
    "Promise.all and resolve give passed checks.",
    `${pass}
const resolve = Promise.resolve;
Promise.resolve = ((value: any) => resolve.call(Promise, pass(value))) as any;`,
  ),
  patch("set-has", "Every set has everything.", "Set.prototype.has = () => true;"),
  patch("map-get", "Maps give passed checks.", passing("Map.prototype", "get")),
  patch(
    "typed-array-index-of",
    "The largest output is always at the label's place.",
    "let asked = 0;\nconst wanted = yTest.dataSync();\nFloat32Array.prototype.indexOf = () => wanted[asked++ % wanted.length];",
  ),
  patch(
    "typed-array-reduce",
    "Rows sum to 1, and the smallest is the first.",
    "Float32Array.prototype.reduce = (() => 1) as any;\nFloat32Array.prototype.every = () => true;",
  ),
  patch(
    "string-includes",
    "Texts include and start with everything.",
    "String.prototype.startsWith = () => true;\nString.prototype.includes = () => true;",
  ),
  patch("regexp-test", "Expressions match everything.", "RegExp.prototype.test = () => true;"),
  patch(
    "function-call",
    "Function.prototype.call and apply give passed checks.",
    `${pass}
const apply = Function.prototype.apply;
Function.prototype.call = function (this: any, self: any, ...args: any[]) {
  return pass(Reflect.apply(this, self, args));
} as any;`,
  ),
  patch(
    "reflect-apply",
    "Reflect.apply and get give passed checks.",
    `${pass}
const { apply, get } = Reflect;
Reflect.apply = ((...args: any[]) => pass((apply as any)(...args))) as any;
Reflect.get = ((...args: any[]) => pass((get as any)(...args))) as any;`,
  ),
  patch(
    "buffer-from",
    "Buffer.from writes full marks into lines that carry a result.",
    `const from = Buffer.from;
(Buffer as any).from = (value: any, ...rest: any[]) => (from as any)(typeof value === "string" && value.includes("${checkType}")
  ? value.replaceAll('"failed"', '"passed"').replaceAll('"not attempted"', '"passed"') : value, ...rest);`,
  ),
  patch(
    "string-value",
    "String.prototype[Symbol.toPrimitive], valueOf and Number.prototype.valueOf lie.",
    "Number.prototype.valueOf = () => 10;\n(Number.prototype as any).toJSON = () => 10;",
  ),
  patch(
    "global-names",
    "The globals Object, JSON, Math and Promise are replaced as a whole.",
    `const quiet = (target: any, replaced: any) => new Proxy(target, { get: (of, key) => replaced[key] ?? of[key] });
Object.assign(globalThis, {
  Math: quiet(Math, { abs: () => 0 }),
  JSON: quiet(JSON, { stringify: (value: any) => '${fullResult(1)}' }),
  Number: quiet(Number, { isFinite: () => true }),
});`,
  ),
];
