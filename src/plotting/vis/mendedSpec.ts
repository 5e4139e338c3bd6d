/** tfjs-vis's specifications, which are of Vega-Lite 4 and for a white page, as ones of Vega-Lite 5 for any. */

import { colors, pageConfig } from "../charts";

type Spec = Record<string, unknown>;

/** tfjs-vis's own, which a dark page swallows. */
const NAVY = "#001B44";

/** More numbers are counted before they travel. */
const NUMBERS_AT_MOST = 1000;

export function mendedSpec(given: Spec, title: string): Spec {
  const { padding: _padding, autosize: _autosize, $schema: _schema, ...spec } = structuredClone(given);
  const mended = binned(withoutSelections(spec));
  return {
    ...mended,
    ...(title ? { title } : {}),
    config: withPage((mended.config ?? {}) as Spec),
    encoding: withLegibleColour(unsorted((mended.encoding ?? {}) as Spec)),
  };
}

const withPage = ({ axis, ...config }: Spec): Spec => ({
  ...pageConfig,
  ...config,
  axis: { ...pageConfig.axis, ...(axis as Spec) },
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

interface Histogram {
  data: { values: { value: number }[] };
  encoding: { x: { bin?: { maxbins: number } }; y: object };
}

/** A histogram of many numbers as its bins. */
function binned(spec: Spec): Spec {
  const { data, encoding } = spec as unknown as Partial<Histogram>;
  const bins = encoding?.x?.bin?.maxbins;
  if (!bins || !data || data.values.length <= NUMBERS_AT_MOST) return spec;
  const numbers = data.values.map(({ value }) => value);
  const [low, high] = numbers.reduce(
    ([least, most], number) => [Math.min(least, number), Math.max(most, number)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const width = (high - low) / bins || 1;
  const counts = new Array<number>(bins).fill(0);
  for (const number of numbers) {
    const bin = Math.min(bins - 1, Math.floor((number - low) / width));
    counts[bin] = (counts[bin] as number) + 1;
  }
  const values = counts.map((count, bin) => ({
    value: low + bin * width,
    end: low + (bin + 1) * width,
    count,
  }));
  const { x, y } = encoding;
  const places = {
    x: { ...x, bin: "binned", title: "value (binned)" },
    x2: { field: "end" },
    y: { ...y, aggregate: undefined, field: "count" },
  };
  return { ...spec, data: { values }, encoding: { ...encoding, ...places } };
}
