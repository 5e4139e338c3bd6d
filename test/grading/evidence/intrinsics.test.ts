/** The grader's step among a cell's patches: it has the functions as they were, and the cell has its own again afterwards. */
import { builtInObjects, keepIntrinsics } from "../../../src/grading/evidence/intrinsics";

const untouched = keepIntrinsics(builtInObjects());

/** What a cell does, and how to undo it. */
const patches: [name: string, target: object, key: string | symbol, value: unknown][] = [
  ["Array.prototype.map", Array.prototype, "map", () => ["nonsense"]],
  ["Array.prototype.push", Array.prototype, "push", () => 0],
  ["the iterator of arrays", Array.prototype, Symbol.iterator, function* () {}],
  ["JSON.stringify", JSON, "stringify", () => "{}"],
  ["JSON.parse", JSON, "parse", () => ({ points: 10 })],
  ["Object.entries", Object, "entries", () => []],
  ["Object.keys", Object, "keys", () => []],
  ["Reflect.ownKeys", Reflect, "ownKeys", () => []],
  ["Reflect.defineProperty", Reflect, "defineProperty", () => true],
  ["Math.min", Math, "min", () => 0],
  ["Number.isFinite", Number, "isFinite", () => true],
  ["String.prototype.split", String.prototype, "split", () => []],
  ["Map.prototype.get", Map.prototype, "get", () => "evil"],
  ["Set.prototype.has", Set.prototype, "has", () => true],
  ["Function.prototype.call", Function.prototype, "call", () => 7],
  ["Buffer.from", Buffer, "from", () => new Uint8Array()],
];

function work(): unknown {
  const map = new Map([["a", [1, 2, 3].map((one) => one * 2)]]);
  const list = [...(map.get("a") ?? [])];
  list.push(Math.min(4, 5));
  const text = JSON.stringify(Object.fromEntries(Object.entries({ list, keys: Object.keys({ b: 1 }) })));
  return [
    JSON.parse(text),
    text.split(",").length,
    new Set([1]).has(2),
    Number.isFinite(Number.NaN),
    Buffer.from("x")[0],
  ];
}

const expected = work();

test.each(patches)("with %s patched, the step has the first one", (_name, target, key, value) => {
  const own = Object.getOwnPropertyDescriptor(target, key) as PropertyDescriptor;
  Reflect.set(target, key, value);
  let seen: unknown;
  let after: unknown;
  try {
    seen = untouched(work);
    after = Reflect.get(target, key);
  } finally {
    Object.defineProperty(target, key, own);
  }
  expect(seen).toEqual(expected);
  expect(after).toBe(value);
});

test("what a cell adds to all objects is gone while the step works, and back afterwards", () => {
  const names = ["kind", "value", "get", "status"];
  const added = { get: () => "evil", set: () => {}, configurable: true };
  for (const name of names)
    Reflect.defineProperty(Object.prototype, name, Object.assign(Object.create(null), added));
  let seen: unknown;
  let after: unknown;
  try {
    seen = untouched(() => [({} as { kind?: string }).kind, work()]);
    after = ({} as { kind?: string }).kind;
  } finally {
    for (const name of names) Reflect.deleteProperty(Object.prototype, name);
  }
  expect(seen).toEqual([undefined, expected]);
  expect(after).toBe("evil");
});

test("a function that fails leaves the cell's functions in place too", () => {
  const own = Math.max;
  const patched = () => 1;
  Math.max = patched;
  const fail = () =>
    untouched(() => {
      throw new Error("no");
    });
  let after: unknown;
  try {
    expect(fail).toThrow("no");
    after = Math.max;
  } finally {
    Math.max = own;
  }
  expect(after).toBe(patched);
});
