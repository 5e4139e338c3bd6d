import { plainText } from "../../../src/display";

test("plainText(value) is what Node's inspector writes", () => {
  expect(plainText(new Map([["a", 1]]))).toBe("Map(1) { 'a' => 1 }");
});

test.each([
  ["a class", class Sub extends Map {}, "[class Sub extends Map]"],
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
  ["a typed array", new Uint8Array([1, 2]), "Uint8Array(2) [ 1, 2 ]"],
])("plainText(%s)", (_title, value, expected) => {
  expect(plainText(value)).toBe(expected);
});

test("plainText(error) shows its message and its cause", () => {
  expect(plainText(new Error("outer", { cause: new Error("inner") }))).toMatch(
    /Error: outer[\s\S]*\[cause\]: Error: inner/,
  );
});

test("plainText(huge array) is cut and says how much is missing", () => {
  expect(plainText(Array.from({ length: 10_000_000 }, (_, n) => n))).toMatch(/\.\.\. 9999900 more items/);
});

test("plainText(deep object) has at most a hundred lines and says how many are missing", () => {
  const wide = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`key${n}`, n]));
  const lines = plainText(wide).split("\n");
  expect(lines).toHaveLength(101);
  expect(lines.at(-1)).toBe("… 402 more lines");
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
  expect(plainText(hostile)).toContain("hostile");
});

function circular(): object {
  const self: { self?: object } = {};
  self.self = self;
  return self;
}
