/** Objects of libraries are known by what they have: a notebook may have a copy of its own of any library. */
import { types } from "node:util";

/** Proxies are not asked: whatever they answer, it is the learner's code that runs. */
export function hasProperties(value: unknown, names: string[]): boolean {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return false;
  return names.every((name) => name in value);
}
