/** A replacement for the package vega-embed, which draws in a page. */
import type { Area } from "../area";

export default async function embed(area: Area, spec: Record<string, unknown>): Promise<object> {
  area.draw({ kind: "chart", spec });
  return {};
}
