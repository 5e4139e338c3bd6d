import { SeededRandom } from "../../../src/engine";
import { codePointOffset, utf16Offset } from "../../../src/kernel/server/textOffsets";

test.each([
  ["abc", 2, 2],
  ["𝒳.a", 2, 3],
  ["𝒳𝒴", 2, 4],
  ["a", 9, 1],
  ["", 3, 0],
])("utf16Offset(%j, %d) is %d", (text, codePoints, offset) => {
  expect(utf16Offset(text, codePoints)).toBe(offset);
});

test("codePointOffset undoes utf16Offset in any text", () => {
  const seed = Date.now();
  const random = new SeededRandom(seed);
  const pieces = ["a", "ä", "𝒳", "👩‍🔬", "\n", "."];
  for (let round = 0; round < 200; round++) {
    const text = Array.from({ length: 20 }, () => pieces[Math.floor(random.next() * pieces.length)]).join("");
    const codePoints = Math.floor(random.next() * [...text].length);
    const found = codePointOffset(text, utf16Offset(text, codePoints));
    expect({ seed, text, found }).toEqual({ seed, text, found: codePoints });
  }
});
