/** A specification of tfjs-vis's in words, as alternative text: "Loss: line chart of value against step". */

type Spec = Record<string, unknown>;

interface Channel {
  field?: string;
  title?: string;
  axis?: { title?: string };
}

const names: Readonly<Record<string, string>> = { line: "line", point: "scatter", rect: "heat", bar: "bar" };

/** @param title above the chart. */
export function described(spec: Spec, title: string): string {
  const [first] = (spec.layer as Spec[] | undefined) ?? [];
  const { mark, encoding } = { ...first, ...spec };
  const type = typeof mark === "string" ? mark : (mark as { type?: string } | undefined)?.type;
  const { x, y } = (encoding ?? {}) as { x?: Channel; y?: Channel };
  const nameOf = (channel?: Channel) => channel?.axis?.title ?? channel?.title ?? channel?.field;
  const chart = [names[type ?? ""], "chart"].filter(Boolean).join(" ");
  const axes = [nameOf(y), nameOf(x)].filter(Boolean).join(" against ");
  return [title, axes ? `${chart} of ${axes}` : chart].filter(Boolean).join(": ");
}
