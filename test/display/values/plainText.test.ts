import { inspect } from "node:util";
import { plainText } from "../../../src/display";

test("plainText(value) is what Node's inspector writes", () => {
  expect(plainText(new Map([["a", 1]]))).toBe("Map(1) { 'a' => 1 }");
});

test.each([
  ["a class", class Sub extends Map {}, "class Sub extends Map"],
  ["an array that holds itself", itself(), "<ref *1> [ [Circular *1] ]"],
  ["a circular object", circular(), "<ref *1> { self: [Circular *1] }"],
  [
    "an object without a prototype",
    Object.assign(Object.create(null), { a: 1 }),
    "[Object: null prototype] { a: 1 }",
  ],
  ["null", null, "null"],
  [
    "a getter that throws, which is not called",
    {
      get a() {
        throw new Error("no");
      },
    },
    "{ a: [Getter] }",
  ],
  ["a typed array", new Uint8Array([1, 2]), "Uint8Array(2)  [1, 2]"],
])("plainText(%s)", (_title, value, expected) => {
  expect(plainText(value)).toBe(expected);
});

test("plainText(error) shows its message and its cause", () => {
  expect(plainText(new Error("outer", { cause: new Error("inner") }))).toMatch(
    /Error: outer[\s\S]*\[cause\]: Error: inner/,
  );
});

test("plainText(error) shows the first frames of a deep stack", () => {
  const deep = (n: number): Error => (n === 0 ? Object.assign(new Error("deep"), { code: 3 }) : deep(n - 1));
  const text = plainText(deep(9));
  expect(text.match(/^ +at /gm)).toHaveLength(5);
  expect(text).toMatch(/\n {4}… \{\n {2}code: 3\n\}$/);
});

test.each([
  ["an array of arrays of arrays", () => Array(1000).fill(Array(100).fill(Array(100).fill(0.5)))],
  [
    "an object of many properties",
    () => Object.fromEntries(Array.from({ length: 1e5 }, (_, n) => [`p${n}`, n])),
  ],
  ["a map", () => new Map(Array.from({ length: 1e6 }, (_, n) => [n, n]))],
  ["a text", () => "x\n".repeat(1e6)],
  ["bytes", () => Buffer.alloc(1e7)],
])("plainText(%s) of a huge size has at most a hundred lines and ten thousand characters", (_title, make) => {
  const text = plainText(make());
  expect(text.split("\n").length).toBeLessThanOrEqual(101);
  expect(text.length).toBeLessThan(10_100);
});

test("plainText(Float32Array) shows as many digits as float32 has reason to", () => {
  expect(plainText(Float32Array.of(0.1, 0.25))).toBe("Float32Array(2)  [0.10, 0.25]");
  expect(plainText(new Float32Array(10_000_000).fill(0.1))).toBe(
    "Float32Array(10000000)  [0.1, 0.1, 0.1, …, 0.1, 0.1, 0.1]",
  );
  expect(plainText({ data: new Float32Array(1000).fill(0.5) })).toBe(
    "{ data: Float32Array(1000)  [0.5, 0.5, 0.5, …, 0.5, 0.5, 0.5] }",
  );
});

test("plainText(huge array) is cut and says how much is missing", () => {
  expect(plainText(Array.from({ length: 10_000_000 }, (_, n) => n))).toMatch(/\.\.\. 9999910 more items/);
});

test("plainText(object) of many properties says how many are missing", () => {
  const wide = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`key${n}`, n]));
  expect(plainText(wide)).toMatch(/key89: 89\n\}\n… 410 more properties$/);
});

test("plainText(value) never throws", () => {
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error("hostile");
      },
      has: () => {
        throw new Error("hostile");
      },
    },
  );
  expect(plainText(hostile)).toBe("{}");
  const inspected = {
    [inspect.custom]: () => {
      throw new Error("hostile");
    },
  };
  expect(plainText(inspected)).toBe("[object that cannot be shown: hostile]");
});

function itself(): unknown[] {
  const self: unknown[] = [];
  self.push(self);
  return self;
}

function circular(): object {
  const self: { self?: object } = {};
  self.self = self;
  return self;
}
