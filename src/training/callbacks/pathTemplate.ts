/** File names with places for numbers: Python's `str.format`, as far as names of files need it. */
import { CallbackError } from "./callback";

/**
 * @param template such as `{epoch:02d}-{val_loss:.2f}.keras`; `{{` and `}}` are braces.
 * @throws {CallbackError} for a name that there is not, with those that there are, and for a format that is none.
 * @example
 * filledPath("{epoch:02d}.h5", { epoch: 3 }) // "03.h5"
 */
export function filledPath(template: string, values: Record<string, number>): string {
  return template.replaceAll(
    /\{\{|\}\}|\{([^{}:]*)(?::([^{}]*))?\}/g,
    (found, name?: string, format = "") => {
      if (name === undefined) return found.charAt(0);
      const value = values[name];
      if (value !== undefined) return formatted(value, format, template);
      throw new CallbackError(`the file name "${template}" has a place for "${name}", which the logs lack.`, {
        cure: `there are ${Object.keys(values).join(", ")}`,
      });
    },
  );
}

function formatted(value: number, format: string, template: string): string {
  const parts = /^(0)?(\d+)?(?:\.(\d+))?([dfeg%])?$/.exec(format);
  if (!parts) {
    throw new CallbackError(`the file name "${template}" has the format "${format}", which is none.`, {
      cure: "write {epoch:02d}, {val_loss:.2f}, {val_loss:.3e} or {val_accuracy:.1%}",
    });
  }
  const [, zero, width, precision, kind] = parts;
  return text(value, kind, precision).padStart(Number(width ?? 0), zero ? "0" : " ");
}

function text(value: number, kind: string | undefined, precision: string | undefined): string {
  const digits = precision === undefined ? 6 : Number(precision);
  const exponent = (number: string) => number.replace(/e([+-])(\d)$/, "e$10$2");
  switch (kind) {
    case "d":
      return String(Math.round(value));
    case "f":
      return value.toFixed(digits);
    case "e":
      return exponent(value.toExponential(digits));
    case "%":
      return `${(value * 100).toFixed(digits)}%`;
    default:
      return precision === undefined && kind === undefined
        ? String(value)
        : exponent(String(Number(value.toPrecision(digits || 1))));
  }
}
