/** Options in camelCase, and in Keras's snake_case. */
export const inSnakeCase = (name: string) =>
  name.replace(/(?<=beta)\d|[A-Z]/g, (part) => `_${part.toLowerCase()}`);

export const inCamelCase = (name: string) =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

export const renamed = <Value>(
  options: Record<string, Value>,
  rename: (name: string) => string,
): Record<string, Value> =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [rename(name), value]));
