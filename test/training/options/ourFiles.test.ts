/** The contract of options: what stands in our model files comes back from there, here and in Keras. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadModel, saveModel } from "../../../src/training";
import { cases } from "./fileCases";
import { type Answer, askKeras, type KerasAnswers, type Measured } from "./kerasAnswers";
import { configsOf, measuredHere, modelOf, numbersOf, x, y } from "./measuredModel";
import { everyOption, type Options, sampleOf } from "./optionClasses";

const folder = mkdtempSync(path.join(tmpdir(), "options-"));
afterAll(() => rmSync(folder, { recursive: true }));
const kinds = ["keras", "h5"] as const;
const fileOf = (index: number, kind: string) => path.join(folder, `of-trainbook-${index}.${kind}`);

let { measured: inKeras } = {} as KerasAnswers;
const warnings: string[] = [];
const outcomes: { before: unknown; results: number[]; weights: number[][] }[] = [];

beforeAll(async () => {
  jest.spyOn(console, "warn").mockImplementation((text: string) => warnings.push(text));
  for (const [index, one] of cases.entries()) {
    const model = modelOf(one);
    for (const kind of one.kinds ?? kinds) await saveModel(model, fileOf(index, kind));
    const before = configsOf(model);
    outcomes.push({ before, ...(await measuredHere(model, one)) });
    model.dispose();
  }
  inKeras = askKeras({
    cases: cases.map(({ data, steps, kinds: held = kinds }, index) => ({
      x,
      y: y[data],
      steps,
      files: held.map((kind) => fileOf(index, kind)),
    })),
  }).measured;
}, 900_000);

it("each option that files hold has a sample", () => {
  const without = everyOption.filter(
    ({ kind, name, option }) => kind !== "callbacks" && !(option in sampleOf(kind, name).options),
  );
  expect(without.map(({ of, option }) => `${of} ${option}`)).toEqual([]);
});

describe.each(cases.map((one, index) => ({ ...one, index })))("$title in a file", ({ index, ...one }) => {
  it.each(one.kinds ?? kinds)("is the same after loadModel from .%s", async (kind) => {
    const model = await loadModel(fileOf(index, kind));
    const { before, results } = outcomes[index] as (typeof outcomes)[number];
    const after = configsOf(model) as { layer: unknown };
    expect(after).toEqual({ ...(before as object), layer: expect.anything() });
    expect(withoutNulls(after.layer)).toEqual(withoutNulls((before as typeof after).layer));
    const here = await measuredHere(model, { ...one, steps: 0 });
    expect(here.results).toEqual(results);
    model.dispose();
  });

  it.each(one.kinds ?? kinds)("does the same in Keras, from .%s", (kind) => {
    const answer = (inKeras[index] as Answer<Measured>[])[
      (one.kinds ?? kinds).indexOf(kind as never)
    ] as Answer<Measured>;
    const { results, weights, before } = outcomes[index] as (typeof outcomes)[number];
    expect(answer.error).toBeUndefined();
    expectNear(numbersOf(answer.results), results);
    expectNear(answer.weights.flat(), weights.flat());
    const layer = (before as { layer: Record<string, { config: Options } | null> }).layer;
    for (const [keras, config] of Object.entries(answer.layer)) {
      const here =
        layer[keras.replace("kernel_", "kernel").replace(/kernel(\w)/, (_, l) => `kernel${l.toUpperCase()}`)];
      expect(config).toEqual(here ? expect.objectContaining(inKerasWords(here.config)) : null);
    }
  });
});

/** tfjs writes a seed that is missing as null, or not at all. */
function withoutNulls(layer: unknown): unknown {
  return JSON.parse(JSON.stringify(layer), (_, value) => value ?? undefined);
}

const words: Record<string, string> = {
  fanIn: "fan_in",
  fanOut: "fan_out",
  fanAvg: "fan_avg",
  normal: "truncated_normal",
};

const inKerasWords = (config: Options): Options =>
  Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      words[String(value)] ?? value ?? null,
    ]),
  );

function expectNear(found: number[], expected: number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [index, value] of found.entries()) {
    expect(Math.abs(value - (expected[index] as number))).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
  }
}

it("no model was saved or loaded without its training", () => {
  // Targets of one number beside outputs of three are said, and are no matter of files.
  expect(warnings.filter((text) => !text.includes("an axis of length 1 is repeated"))).toEqual([]);
});
