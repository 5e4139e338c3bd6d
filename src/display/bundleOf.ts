/** The display of a value in a notebook. */
import { types } from "node:util";
import { displaySymbol, isDisplayable, type MimeBundle } from "./mimeBundle";
import { cut, isModel, modelBundle, plainText, tableBundle, tableOf } from "./values";

/**
 * The bundle of any value: its own, a table for an array of records or a model, or its text.
 *
 * @throws what the value's own `[Symbol.for("Jupyter.display")]` throws.
 */
export function bundleOf(value: unknown): MimeBundle | Promise<MimeBundle> {
  if (!isDisplayable(value)) return bundleByKind(value);
  const bundle: unknown = value[displaySymbol]();
  if (types.isPromise(bundle))
    return bundle.then((late: unknown) => (isBundle(late) ? late : bundleByKind(value)));
  return isBundle(bundle) ? bundle : bundleByKind(value);
}

/** A proxy may claim to have every method, and answer with anything. */
function isBundle(value: unknown): value is MimeBundle {
  return typeof value === "object" && value !== null;
}

function bundleByKind(value: unknown): MimeBundle {
  const table = tableOf(value);
  if (table) return tableBundle(table);
  if (isModel(value)) return modelBundle(value);
  return { "text/plain": typeof value === "string" ? cut(value) : plainText(value) };
}
