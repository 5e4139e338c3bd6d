/** Large inputs of tfjs-vis's charts, before they travel to the page: what is drawn of them, and no more. */

type Spec = Record<string, unknown>;
type Row = Record<string, unknown>;

/** More numbers of a histogram are counted, more rows of lines thinned. */
const ROWS_AT_MOST = 1000;
/** Places along a line, of each of which the extremes are kept. */
const PLACES = 400;
/** More points of a scatterplot are sampled. */
const POINTS_AT_MOST = 5000;

export interface Reduced {
  spec: Spec;
  /** A note on what is left out, for the title. */
  note?: string;
}

export function reduced(spec: Spec): Reduced {
  const { data, layer, mark } = spec as { data?: { values: Row[] }; layer?: Spec[]; mark?: unknown };
  const rows = data?.values ?? [];
  if (isHistogram(spec)) return rows.length > ROWS_AT_MOST ? { spec: binned(spec) } : { spec };
  const isOfLines = layer?.some((one) => (one.mark as { type?: string } | undefined)?.type === "line");
  if (isOfLines && rows.length > ROWS_AT_MOST) return { spec: { ...spec, data: { values: thinned(rows) } } };
  const isOfPoints = (mark as { type?: string } | undefined)?.type === "point";
  if (isOfPoints && rows.length > POINTS_AT_MOST) {
    const stride = Math.ceil(rows.length / POINTS_AT_MOST);
    const values = rows.filter((_, index) => index % stride === 0);
    return { spec: { ...spec, data: { values } }, note: `${values.length} of ${rows.length} points` };
  }
  return { spec };
}

/** In each place along the line its lowest and highest row of each series: peaks stay. */
function thinned(rows: readonly Row[]): Row[] {
  const series = Object.keys(rows[0] ?? {}).filter(
    (name) => name !== "x" && typeof rows[0]?.[name] === "number",
  );
  const size = Math.ceil(rows.length / PLACES);
  const kept = new Set([0, rows.length - 1]);
  for (let start = 0; start < rows.length; start += size) {
    const place = Array.from({ length: Math.min(size, rows.length - start) }, (_, index) => start + index);
    for (const name of series) {
      const valueAt = (index: number) => rows[index]?.[name] as number;
      kept.add(place.reduce((low, index) => (valueAt(index) < valueAt(low) ? index : low)));
      kept.add(place.reduce((high, index) => (valueAt(index) > valueAt(high) ? index : high)));
    }
  }
  return rows.filter((_, index) => kept.has(index));
}

interface Histogram {
  data: { values: { value: number }[] };
  encoding: { x: { bin: { maxbins: number } }; y: object };
}

const isHistogram = (spec: Spec): spec is Spec & Histogram =>
  (spec as unknown as Partial<Histogram>).encoding?.x?.bin?.maxbins !== undefined;

/** A histogram of many numbers as its bins. */
function binned(spec: Spec & Histogram): Spec {
  const { data, encoding } = spec;
  const bins = encoding.x.bin.maxbins;
  const numbers = data.values.map(({ value }) => value).filter(Number.isFinite);
  if (numbers.length === 0) return { ...spec, data: { values: [] } };
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
