import { PlotError, plot } from "../../../src/plotting";
import { schedules } from "../../../src/training";

const decay = new schedules.ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.5 });

const rowsOf = async (...call: Parameters<typeof plot.schedule>) =>
  panelOf(await plot.schedule(...call).spec()).data.values;

interface Panel {
  data: { values: { name: string; step: number; rate: number }[] };
  encoding: { color: { legend: unknown } };
}

const panelOf = (spec: Record<string, unknown>) => (spec.concat as [Panel])[0];

test("plot.schedule(schedule, { steps }) draws the rate from the first step to the last", async () => {
  const rows = await rowsOf(decay, { steps: 201 });
  expect([rows.length, rows[0], rows.at(-1)]).toEqual([
    101,
    { name: "learning rate", step: 0, rate: 0.1 },
    { name: "learning rate", step: 200, rate: 0.025 },
  ]);
});

test("plot.schedule draws of 10,000 steps as many as are seen, the last one among them", async () => {
  const rows = await rowsOf(decay, { steps: 10_000 });
  expect(rows.length).toBeLessThan(210);
  expect(rows.at(-1)?.step).toBe(9999);
});

test("plot.schedule of many steps draws a jump where it is, in one step", async () => {
  const rows = await rowsOf((step) => (step <= 4321 ? 0.1 : 0.01), { steps: 10_000 });
  expect(rows.map(({ step, rate }) => [step, rate])).toEqual([
    [0, 0.1],
    [4321, 0.1],
    [4322, 0.01],
    [9999, 0.01],
  ]);
});

test("plot.schedule leaves out steps at which nothing changes", async () => {
  const { PiecewiseConstantDecay } = schedules;
  const steps = await rowsOf(new PiecewiseConstantDecay({ boundaries: [49], values: [0.1, 0.01] }), {
    steps: 100,
  });
  expect(steps.map(({ step, rate }) => [step, rate])).toEqual([
    [0, 0.1],
    [49, 0.1],
    [50, 0.01],
    [99, 0.01],
  ]);
});

test("plot.schedule({ name: schedule }) draws several, functions too, with a legend", async () => {
  const chart = plot.schedule({ decay, constant: () => 0.01 }, { steps: 10, title: "Two ways" });
  const spec = await chart.spec();
  expect(spec.title).toBe("Two ways");
  expect(chart.description).toBe(
    `Learning rates over 10 steps: decay from 0.1 to ${Number(decay.at(9).toPrecision(4))}; constant from 0.01 to 0.01.`,
  );
  expect(panelOf(spec).encoding.color.legend).not.toBeNull();
});

test.each([0, 2.5, Number.NaN])("plot.schedule with %p steps is a PlotError", (steps) => {
  expect(() => plot.schedule(decay, { steps })).toThrow(PlotError);
});

test("plot.schedule draws 200 restarts as they are, low rates and high ones", async () => {
  const restarts = new schedules.CosineDecayRestarts({
    initialLearningRate: 0.1,
    firstDecaySteps: 100,
    tMul: 1,
  });
  const rows = await rowsOf(restarts, { steps: 20_000 });
  const early = rows.filter(({ step }) => step < 19_900);
  const periods = (test: (rate: number) => boolean) =>
    new Set(early.filter(({ rate }) => test(rate)).map(({ step }) => Math.floor(step / 100))).size;
  expect([periods((rate) => rate < 0.01), periods((rate) => rate > 0.09)]).toEqual([199, 199]);
  expect(rows.length).toBeLessThan(1100);
});

test("plot.schedule of a few cycles draws their corners", async () => {
  const triangle = (step: number) => Math.abs(((step + 500) % 1000) - 500);
  const rows = await rowsOf(triangle, { steps: 4001 });
  for (const corner of [500, 1000, 1500, 2000, 2500, 3000, 3500]) {
    const near = rows.filter(({ step }) => Math.abs(step - corner) <= 5).map(({ rate }) => rate);
    expect(near.some((rate) => Math.abs(rate - triangle(corner)) <= 5)).toBe(true);
  }
});

test("plot.schedule of a million steps is asked for a part of them, none of which agrees with a rhythm", async () => {
  const rows = await rowsOf((step) => step % 10, { steps: 1_000_000 });
  expect([Math.min(...rows.map(({ rate }) => rate)), Math.max(...rows.map(({ rate }) => rate))]).toEqual([
    0, 9,
  ]);
  expect(rows.at(-1)?.step).toBe(999_999);
});

test.each<[what: string, of: unknown, message: string]>([
  ["a number", 0.01, "found the number 0.01"],
  ["nothing", {}, "found an object with nothing in it"],
  ["a schedule that gives no number", () => "x", 'learning rate gives the string "x" for step 0'],
])("plot.schedule of %s is a PlotError", (_, of, message) => {
  expect(() => plot.schedule(of as never)).toThrow(PlotError);
  expect(() => plot.schedule(of as never)).toThrow(message);
});

test("plot.schedule has a gap where a rate is not finite", async () => {
  expect(await rowsOf((step) => (step === 1 ? Number.NaN : 1), { steps: 3 })).toMatchObject([
    { step: 0, rate: 1 },
    { step: 1, rate: null },
    { step: 2, rate: 1 },
  ]);
});
