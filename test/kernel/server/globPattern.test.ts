import { globPattern } from "../../../src/kernel/server/globPattern";

test.each([
  ["a*c", "abbc", true],
  ["a*c", "abcd", false],
  ["a?c", "abc", true],
  ["a?c", "ac", false],
  ["*", "two\nlines", true],
  ["[abc]1", "b1", true],
  ["[^abc]1", "b1", false],
  ["[a-c]1", "c1", true],
  ["1+(1)", "1+(1)", true],
  ["a.c", "abc", false],
  ["[", "[", true],
  ["[z-a]", "b", false],
  ["?", "𝒳", true],
])("globPattern(%j) against %j: %s", (pattern, text, fits) => {
  expect(globPattern(pattern).test(text)).toBe(fits);
});
