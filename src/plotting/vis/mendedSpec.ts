/** tfjs-vis's specifications, which are of Vega-Lite 4 and for a white page, as ones of Vega-Lite 5 for any. */

import { colors, pageConfig } from "../charts";
import { reduced } from "./reduced";

type Spec = Record<string, unknown>;

/** tfjs-vis's own, which a dark page swallows. */
const NAVY = "#001B44";

export function mendedSpec(given: Spec, title: string): Spec {
  const { padding: _padding, autosize: _autosize, $schema: _schema, ...spec } = structuredClone(given);
  const { spec: mended, note } = reduced(withoutSelections(spec));
  const titles = [title, note].filter(Boolean);
  return {
    ...mended,
    ...(titles.length > 0 ? { title: titles.join(", ") } : {}),
    config: withPage((mended.config ?? {}) as Spec),
    encoding: withLegibleColour(unsorted((mended.encoding ?? {}) as Spec)),
  };
}

const withPage = (config: Spec): Spec => ({
  ...pageConfig,
  ...config,
  ...Object.fromEntries(
    (["axis", "legend", "title"] as const).map((part) => [
      part,
      { ...pageConfig[part], ...(config[part] as Spec | undefined) },
    ]),
  ),
});

/** A rule that follows the pointer was chosen by a selection, which Vega-Lite 5 writes, and reads, in another way. */
function withoutSelections(spec: Spec): Spec {
  const layers = spec.layer as Spec[] | undefined;
  if (!layers) return spec;
  const kept = layers.filter((layer) => !("selection" in layer));
  const pointing = kept.map((layer) => {
    const mark = typeof layer.mark === "string" ? { type: layer.mark } : (layer.mark as Spec);
    return { ...layer, mark: { ...mark, ...(mark.type === "line" ? { tooltip: true } : {}) } };
  });
  return { ...spec, layer: pointing };
}

/** Places stay in the order of the data, which was `sort: false` before Vega-Lite 5. */
const unsorted = (encoding: Spec): Spec =>
  Object.fromEntries(
    Object.entries(encoding).map(([channel, of]) => {
      const isUnsorted = (of as { sort?: unknown } | null)?.sort === false;
      return [channel, isUnsorted ? { ...(of as Spec), sort: null } : of];
    }),
  );

function withLegibleColour(encoding: Spec): Spec {
  const { color } = encoding as { color?: { value?: unknown } };
  return color?.value === NAVY ? { ...encoding, color: { value: colors[0] } } : encoding;
}
