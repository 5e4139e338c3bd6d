/** Options in Keras's words: as `get_config` gives them and files hold them. */
import type { OptionTable } from "./option";

const inSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Keras's name of an option, such as `num_thresholds`. */
export const kerasName = (name: string, table: OptionTable): string =>
  table[name]?.keras ?? inSnakeCase(name);

/** All options of a table by Keras's names; null where there is none. Lists are copies. */
export function optionsToKeras(options: object, table: OptionTable): Record<string, unknown> {
  const values = options as Record<string, unknown>;
  const plain = (value: unknown) =>
    Array.isArray(value) || ArrayBuffer.isView(value) ? Array.from(value as number[]) : value;
  return Object.fromEntries(
    Object.keys(table).map((name) => [kerasName(name, table), plain(values[name]) ?? null]),
  );
}

/** Options from Keras's words, and what the table has no option for. Null counts as left out, unless it means something. */
export function optionsFromKeras(
  config: Readonly<Record<string, unknown>>,
  table: OptionTable,
): { options: Record<string, unknown>; rest: Record<string, unknown> } {
  const names = new Map(Object.keys(table).map((name) => [kerasName(name, table), name]));
  const options: Record<string, unknown> = {};
  const rest: Record<string, unknown> = {};
  for (const [keras, value] of Object.entries(config)) {
    const name = names.get(keras);
    if (name === undefined) rest[keras] = value;
    else if (value !== null || table[name]?.accepts(null)) options[name] = value;
  }
  return { options, rest };
}
