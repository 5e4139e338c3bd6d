/** Names in drawings. */
import { arrowBetween, distinctNames, legibleNames } from "../../src/plotting/legibleNames";
import { textWidth } from "../../src/plotting/rendering";

const room = { width: 120, font: { size: 11 } };

it("leaves names alone that fit and differ", () => {
  expect(legibleNames(["cat", "dog"], room)).toEqual(["cat", "dog"]);
});

it("cuts the middle out of names that are too long", () => {
  const [name = ""] = legibleNames(["learning rate 0.001, augmentation on"], room);
  expect(name).toMatch(/^learning.*….*on$/);
  expect(textWidth(name, room.font)).toBeLessThanOrEqual(room.width);
});

test.each<[where: string, names: string[]]>([
  ["their end", ["a name that is very long, one", "a name that is very long, two"]],
  ["their middle", ["the first of the dogs of the first house", "the first of the cats of the first house"]],
  ["their beginning", ["one of the names that are long", "two of the names that are long"]],
  ["nothing but their length", ["x".repeat(40), "x".repeat(60), "x".repeat(80)]],
])("tells long names apart that differ in %s", (_, names) => {
  const legible = legibleNames(names, room);
  expect(new Set(legible).size).toBe(names.length);
  for (const name of legible) expect(textWidth(name, room.font)).toBeLessThanOrEqual(room.width + 20);
});

it("numbers names that are the same", () => {
  expect(distinctNames(["cat", "cat", "cat (2)", "dog"])).toEqual(["cat", "cat (3)", "cat (2)", "dog"]);
});

it("numbers names that differ in spaces alone, which nobody sees", () => {
  expect(distinctNames(["cat", "cat ", "a  dog", "a dog"])).toEqual([
    "cat",
    "cat (2)",
    "a  dog",
    "a dog (2)",
  ]);
});

it("leads the arrow from the label to the prediction, also between names that are read from right to left", () => {
  expect(arrowBetween("cat", "dog")).toEqual(["cat", "→ dog"]);
  // Between marks of left to right an arrow does not turn round.
  expect(arrowBetween("כלב", "חתול")).toEqual(["\u200eכלב\u200e", "\u200e→ \u200eחתול\u200e"]);
});
