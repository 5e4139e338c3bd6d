/** Numbers as NumPy prints them: few digits, no more than they need, and the same decimals for all. */

/** Above this, numbers are told by their exponent. */
const LARGEST_FIXED = 1e8;
/** Whole numbers are exact up to here and need no exponent. */
const LARGEST_WHOLE = 1e15;
const MOST_DECIMALS = 9;
/** So many decimals are spent on the smallest number beside larger ones. */
const DECIMALS_FOR_SMALLEST = 6;

/** @param digits significant digits of the largest number. Defaults to 5. */
export function numberTexts(numbers: number[], digits = 5): string[] {
  let largest = 0;
  let smallest = Number.POSITIVE_INFINITY;
  let areWhole = true;
  for (const number of numbers) {
    const size = Math.abs(number);
    if (!Number.isFinite(size) || size === 0) continue;
    largest = Math.max(largest, size);
    smallest = Math.min(smallest, size);
    areWhole &&= Number.isInteger(size);
  }
  if (areWhole && largest < LARGEST_WHOLE) return numbers.map(String);
  const decimals = Math.max(
    1,
    digits - 1 - exponentOf(largest),
    Math.min(1 - exponentOf(smallest), DECIMALS_FOR_SMALLEST),
  );
  if (largest >= LARGEST_FIXED || decimals > MOST_DECIMALS || exponentOf(smallest) < -decimals) {
    return trimmed(numbers.map((number) => written(number, () => number.toExponential(digits - 1))));
  }
  return trimmed(numbers.map((number) => written(number, () => number.toFixed(decimals))));
}

const exponentOf = (size: number) => Math.floor(Math.log10(size));

const written = (number: number, write: () => string) => (Number.isFinite(number) ? write() : String(number));

/** Takes away the zeros at the end of the decimals that all the texts have in common. */
function trimmed(texts: string[]): string[] {
  const zeros = texts.map((text) => /\.\d*?(0*)(e|$)/.exec(text)?.[1]?.length ?? Number.POSITIVE_INFINITY);
  const common = Math.min(...zeros);
  if (common === 0 || !Number.isFinite(common)) return texts;
  return texts.map((text) =>
    text.replace(new RegExp(`(\\.\\d*?)0{${common}}(?=e|$)`), "$1").replace(/\.(?=e|$)/, ""),
  );
}
