/** The values that a check cell hands over, of which some may not be there. */

/**
 * The values, to be read when they are needed. The check cell gives them by getters: a name that no cell has
 * declared, because the cell that does has failed, is undefined as long as its task is open, and not an error.
 */
export function declaredValues(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const name of Object.keys(values)) {
    Object.defineProperty(read, name, { enumerable: true, get: () => valueIn(values, name) });
  }
  return read;
}

function valueIn(values: Readonly<Record<string, unknown>>, name: string): unknown {
  try {
    return values[name];
  } catch (error) {
    if ((error as Error | null)?.name === "ReferenceError") return undefined;
    throw error;
  }
}
