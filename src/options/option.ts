/** One option: its default, the values that fit, and Keras's name where camelCase does not give it. */

/** `Default` is undefined where the option has none; `Value` may include null, for Keras's None where it means something. */
export interface Option<Value, Default extends Value | undefined = Value | undefined> {
  readonly default: Default;
  /** The values that fit, for errors, such as `a number`. */
  readonly kind: string;
  /** The only values that fit, where they are few. */
  readonly values?: readonly Value[];
  /** Keras's name, where it is not the option's own in snake_case. */
  readonly keras?: string;
  readonly isRequired?: boolean;
  /** Whether Keras reads a float: some of its classes refuse an int, such as SGD's momentum. */
  readonly isFloat?: boolean;
  accepts(value: unknown): boolean;
  /** Never set: carries the type of the values. */
  readonly type?: Value;
}

/** The options of a class or a function, by name. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** A table of exactly the options of an interface, `Base`'s left aside: one that is missing or too much does not compile. */
export type OptionsOf<Options, Base = object> = {
  readonly [Name in Exclude<keyof Options, keyof Base>]-?: Option<Exclude<Options[Name], undefined>>;
};

type ValueOf<Of> = Of extends { readonly type?: infer Value } ? Exclude<Value, undefined> : never;

/** The options of a table after their defaults were filled in: undefined only where there is no default. */
export type Resolved<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends { isRequired: true }
    ? ValueOf<Table[Name]>
    : Table[Name] extends { default: infer Default }
      ? ValueOf<Table[Name]> | (undefined extends Default ? undefined : never)
      : never;
};

interface Naming {
  /** Keras's name of the option. Defaults to the option's own in snake_case. */
  keras?: string;
}

const isNumber = (value: unknown): value is number => typeof value === "number" && !Number.isNaN(value);

const isNumberList = (value: unknown): boolean =>
  (Array.isArray(value) || ArrayBuffer.isView(value)) && Array.from(value as number[]).every(isNumber);

/** A number, a float in Keras; NaN is none. */
export function number(): Option<number, undefined>;
export function number(fallback: number, naming?: Naming): Option<number, number>;
export function number(fallback?: number, naming: Naming = {}): Option<number> {
  return { default: fallback, kind: "a number", isFloat: true, accepts: isNumber, ...naming };
}

/** A whole number. */
export function whole(): Option<number, undefined>;
export function whole(fallback: number): Option<number, number>;
export function whole(fallback?: number): Option<number> {
  return { default: fallback, kind: "a whole number", accepts: Number.isInteger };
}

/** `true` or `false`. */
export function boolean(): Option<boolean, undefined>;
export function boolean(fallback: boolean): Option<boolean, boolean>;
export function boolean(fallback?: boolean): Option<boolean> {
  return { default: fallback, kind: "true or false", accepts: (value) => typeof value === "boolean" };
}

export function string(): Option<string, undefined>;
export function string(fallback: string): Option<string, string>;
export function string(fallback?: string): Option<string> {
  return { default: fallback, kind: "a string", accepts: (value) => typeof value === "string" };
}

type Choice = string | number | boolean | null;

/** One of a few values; null among them is Keras's None. */
export function oneOf<const Value extends Choice>(values: readonly Value[]): Option<Value, undefined>;
export function oneOf<const Value extends Choice>(
  values: readonly Value[],
  fallback: Value,
): Option<Value, Value>;
export function oneOf<const Value extends Choice>(
  values: readonly Value[],
  fallback?: Value,
): Option<Value, Value | undefined> {
  const kind = `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`;
  return { default: fallback, kind, values, accepts: (value) => values.includes(value as Value) };
}

/** A list of numbers. */
export const numbers = (): Option<number[], undefined> => ({
  default: undefined,
  kind: "a list of numbers",
  accepts: isNumberList,
});

/** A number, or a list of numbers. */
export function numberOrNumbers(): Option<number | number[], undefined>;
export function numberOrNumbers(fallback: number): Option<number | number[], number>;
export function numberOrNumbers(fallback?: number): Option<number | number[]> {
  return {
    default: fallback,
    kind: "a number or a list of numbers",
    accepts: (value) => isNumber(value) || isNumberList(value),
  };
}

/** A list of strings. */
export const strings = (): Option<string[], undefined> => ({
  default: undefined,
  kind: "a list of strings",
  accepts: (value) => Array.isArray(value) && value.every((each) => typeof each === "string"),
});

/** Values that `accepts` knows. @param kind for errors, such as `a number or a schedule`. */
export function fitting<Value>(kind: string, accepts: (value: unknown) => boolean): Option<Value, undefined>;
export function fitting<Value>(
  kind: string,
  accepts: (value: unknown) => boolean,
  fallback: Value,
): Option<Value, Value>;
export function fitting<Value>(
  kind: string,
  accepts: (value: unknown) => boolean,
  fallback?: Value,
): Option<Value, Value | undefined> {
  return { default: fallback, kind, accepts };
}

/** Any value but null: whoever reads the option checks it. */
export const anything = <Value>(): Option<Value, undefined> =>
  fitting<Value>("any value but null", (value) => value !== null);

/** An option that has no default and cannot be left out. */
export const required = <Value>(option: Option<Value, undefined>) => ({
  ...option,
  isRequired: true as const,
});
