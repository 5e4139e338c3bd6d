/** Numbers as Python writes them: in Keras's log files, messages and file names. */

/** As `repr(value)` of a Python float: `0.5`, `1.0`, `1e-05`, `nan`. */
export function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power < -4 || power >= 16) return `${mantissa}e${signed(power)}`;
  const text = power < 0 ? value.toFixed(decimals(mantissa) - power) : String(value);
  const sign = Object.is(value, -0) ? "-" : "";
  return text.includes(".") ? text : `${sign}${text}.0`;
}

/** As `f"{value:.2f}"`: halves go to the even digit, where JavaScript's go up. */
export function fixed(value: number, precision: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}${precision > 0 ? `.${"0".repeat(precision)}` : ""}`;
  const [whole = "", fraction = ""] = Math.abs(value).toFixed(100).split(".");
  const digits = rounded(whole + fraction, fraction.length - precision).padStart(precision + 1, "0");
  const point = digits.length - precision;
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  return `${sign}${digits.slice(0, point)}${precision > 0 ? `.${digits.slice(point)}` : ""}`;
}

/** As `f"{value:.2e}"`. */
export function exponential(value: number, precision: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  const [mantissa = "", exponent = ""] = Math.abs(value).toExponential(100).split("e");
  const all = mantissa.replace(".", "");
  const digits = rounded(all, all.length - 1 - precision);
  // 9.99 may have become 10.0.
  const power = Number(exponent) + digits.length - 1 - precision;
  const kept = digits.slice(0, precision + 1);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  return `${sign}${kept[0]}${precision > 0 ? `.${kept.slice(1)}` : ""}e${signed(power)}`;
}

/** As `f"{value:.3g}"`: so many digits, without zeros at the end. */
export function general(value: number, precision: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  const digits = Math.max(1, precision);
  const [mantissa = "", exponent = ""] = exponential(value, digits - 1).split("e");
  const power = Number(exponent);
  const isLong = power < -4 || power >= digits;
  const text = isLong ? mantissa : fixed(value, digits - 1 - power);
  const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return isLong ? `${short}e${signed(power)}` : short;
}

const notFinite = (value: number): string => (Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
const decimals = (mantissa: string): number => mantissa.split(".")[1]?.length ?? 0;
const signed = (power: number): string =>
  `${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;

/** Decimal digits without the last so many. */
function rounded(digits: string, dropped: number): string {
  if (dropped <= 0) return digits + "0".repeat(-dropped);
  const unit = 10n ** BigInt(dropped);
  const all = BigInt(digits);
  const kept = all / unit;
  const twice = (all % unit) * 2n;
  const isUp = twice > unit || (twice === unit && kept % 2n === 1n);
  return String(isUp ? kept + 1n : kept).padStart(digits.length - dropped, "0");
}
