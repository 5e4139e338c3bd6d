/** A replacement for tfjs-vis's `table`, which builds a page's elements. */
import type { Area } from "../area";

export interface TableData {
  headers: string[];
  values: unknown[][];
}

export function table(area: Area, data: TableData): void {
  for (const key of ["headers", "values"] as const) {
    if (data?.[key] === undefined || data[key] === null) {
      throw new Error(`Data to render must have a "${key}" property`);
    }
  }
  area.draw({ kind: "table", headers: data.headers, values: data.values });
}
