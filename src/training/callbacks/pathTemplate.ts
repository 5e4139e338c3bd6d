/** File names with numbers of the training in them, in Python's format: `{epoch:02d}-{val_loss:.2f}.keras`. */
import { CallbackError } from "./callback";
import { exponential, fixed, general, pythonFloat } from "./pythonNumber";

/** Whole numbers and others: Python formats them differently, and 1.0 is not 1. */
export interface TemplateValues {
  counts: Record<string, number>;
  measures: Record<string, number>;
}

const placeholder = /\{\{|\}\}|\{([^{}:]*)(?::([^{}]*))?\}|[{}]/g;
const specification =
  /^(?:(?<fill>.)?(?<align>[<>^]))?(?<zero>0)?(?<width>\d+)?(?:\.(?<precision>\d+))?(?<type>[dfFeEgG%])?$/u;

/**
 * @param template text with `{name}` or `{name:format}`, where `{{` stands for a brace.
 * @throws {CallbackError} for a name that there is not, or a format that Python would refuse.
 */
export function filledTemplate(template: string, values: TemplateValues): string {
  return template.replace(placeholder, (found, name: string | undefined, format = "") => {
    if (found === "{{" || found === "}}") return found[0] as string;
    if (name === undefined) {
      throw new CallbackError(`the path "${template}" has a brace without its other.`, {
        cure: "write {{ or }} for a brace that is meant as such",
      });
    }
    const { counts, measures } = values;
    const value = counts[name] ?? measures[name];
    if (value === undefined) {
      const known = [...Object.keys(counts), ...Object.keys(measures)];
      throw new CallbackError(
        `the path "${template}" names "${name}", but there are only ${known.join(", ")}.`,
        { cure: `name one of those, such as {${known[0]}}` },
      );
    }
    const text = formatted(value, format, name in counts);
    if (text !== undefined) return text;
    throw new CallbackError(`the path "${template}" has a format that does not fit ${name}: "${format}".`, {
      cure: name in counts ? `{${name}:02d}` : `{${name}:.4f}`,
    });
  });
}

/** @returns undefined for a format that there is not. */
function formatted(value: number, format: string, isCount: boolean): string | undefined {
  const parts = specification.exec(format)?.groups;
  if (!parts) return undefined;
  const text = digits(value, parts.type, parts.precision, isCount);
  if (text === undefined) return undefined;
  const width = Number(parts.width ?? 0);
  if (parts.zero && !parts.align) {
    const sign = text.startsWith("-") ? "-" : "";
    return sign + text.slice(sign.length).padStart(width - sign.length, "0");
  }
  const fill = parts.fill ?? (parts.zero ? "0" : " ");
  if (parts.align === "<") return text.padEnd(width, fill);
  if (parts.align === "^")
    return text.padStart(text.length + Math.max(0, (width - text.length) >> 1), fill).padEnd(width, fill);
  return text.padStart(width, fill);
}

function digits(value: number, type: string | undefined, precision: string | undefined, isCount: boolean) {
  const places = Number(precision ?? 6);
  switch (type) {
    case undefined:
      if (precision !== undefined) return undefined;
      return isCount ? String(value) : pythonFloat(value);
    case "d":
      return isCount && precision === undefined ? String(value) : undefined;
    case "f":
    case "F":
      return cased(fixed(value, places), type);
    case "e":
    case "E":
      return cased(exponential(value, places), type);
    case "%":
      return `${fixed(value * 100, places)}%`;
    default:
      return cased(general(value, places), type);
  }
}

const cased = (text: string, type: string): string =>
  type === type.toUpperCase() ? text.toUpperCase() : text;
