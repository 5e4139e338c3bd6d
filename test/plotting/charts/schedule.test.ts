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
