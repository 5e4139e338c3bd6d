import { numberTexts } from "../../../src/display/values/numberTexts";
import { SeededRandom } from "../../../src/engine";

test.each([
  ["whole numbers", [1, 20, -3], ["1", "20", "-3"]],
  ["five digits of the largest", [0.123456, 0.5], ["0.12346", "0.50000"]],
  ["no zeros that all have", [0.5, -12.25], ["0.50", "-12.25"]],
  ["more decimals for a small one", [1234.5678, 0.001], ["1234.5678", "0.0010"]],
  ["small ones", [0.001, 0.0005, 0.00025], ["0.00100", "0.00050", "0.00025"]],
  ["exponents where decimals would hide a number", [2, 1.5e-9], ["2.0e+0", "1.5e-9"]],
  ["exponents for huge ones", [1.5e10, 1.25], ["1.50e+10", "1.25e+0"]],
  ["what is not finite", [Number.NaN, Number.NEGATIVE_INFINITY, 0.5], ["NaN", "-Infinity", "0.5"]],
  ["zeros", [0, 0], ["0", "0"]],
  ["nothing", [], []],
])("numberTexts(numbers) writes %s", (_title, numbers, expected) => {
  expect(numberTexts(numbers)).toEqual(expected);
});

test("numberTexts(numbers) shows no number but zero as zero, and none further off than half its last decimal", () => {
  const seed = Number(process.env.TRAINBOOK_SEED ?? Date.now());
  const random = new SeededRandom(seed);
  for (let round = 0; round < 500; round++) {
    const numbers = Array.from({ length: 5 }, () => (random.next() - 0.5) * 10 ** (random.next() * 24 - 12));
    const texts = numberTexts(numbers);
    const largest = Math.max(...numbers.map(Math.abs));
    for (const [index, number] of numbers.entries()) {
      const shown = Number(texts[index]);
      const good = shown !== 0 && Math.abs(shown - number) <= 1e-4 * largest;
      if (!good) throw new Error(`seed ${seed}: ${number} is shown as ${texts[index]} in ${numbers}`);
    }
  }
});
