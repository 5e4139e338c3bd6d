import { type Batch, type BatchSource, Epochs } from "../../../src/training/batches";

const names = { call: "fit", option: "stepsPerEpoch" };

/** Batches without tensors that count, and note which are open. */
function countingSource(steps: number, isKnown = true) {
  const open = new Set<number>();
  const source: BatchSource = {
    skipPasses: () => {},
    steps: isKnown ? steps : null,
    async *pass() {
      for (let step = 0; step < steps; step++) {
        open.add(step);
        try {
          yield { inputs: [], targets: [], sampleWeights: [], samples: step } satisfies Batch;
        } finally {
          open.delete(step);
        }
      }
    },
  };
  return { source, open };
}

async function walk(epochs: Epochs): Promise<number[]> {
  const steps: number[] = [];
  for await (const { samples } of epochs.epoch()) steps.push(samples);
  return steps;
}

let warnings: jest.SpyInstance;
beforeEach(() => {
  warnings = jest.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => warnings.mockRestore());

describe("epochs", () => {
  it("are passes over the source", async () => {
    const epochs = new Epochs(countingSource(3).source, undefined, names);
    expect([await walk(epochs), await walk(epochs)]).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    expect(warnings).not.toHaveBeenCalled();
  });

  it("know their length after the first pass over a source of unknown length", async () => {
    const epochs = new Epochs(countingSource(3, false).source, undefined, names);
    expect(epochs.steps).toBeNull();
    await walk(epochs);
    expect(epochs.steps).toBe(3);
  });

  it("go on where the last ended, with stepsPerEpoch", async () => {
    const epochs = new Epochs(countingSource(5).source, 2, names);
    expect([await walk(epochs), await walk(epochs)]).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it("begin anew, without a word, where a pass is used up to its last batch", async () => {
    const epochs = new Epochs(countingSource(4).source, 2, names);
    await walk(epochs);
    await walk(epochs);
    expect(await walk(epochs)).toEqual([0, 1]);
    expect(warnings).not.toHaveBeenCalled();
  });

  it("end early where data runs out, and say so", async () => {
    const epochs = new Epochs(countingSource(3).source, 2, names);
    expect([await walk(epochs), await walk(epochs), await walk(epochs)]).toEqual([[0, 1], [2], [0, 1]]);
    expect(warnings.mock.calls).toEqual([
      [expect.stringMatching(/fit: .*ran out of data after 1 of 2 steps \(stepsPerEpoch\).*repeat/)],
    ]);
  });

  it("free their last batch when they are closed", async () => {
    const { source, open } = countingSource(5);
    const epochs = new Epochs(source, 2, names);
    await walk(epochs);
    expect([...open]).toEqual([1]);
    await epochs.close();
    expect([...open]).toEqual([]);
  });

  it("refuse a source without end where nobody says how long an epoch is", () => {
    const endless = { ...countingSource(1).source, steps: Number.POSITIVE_INFINITY };
    expect(() => new Epochs(endless, undefined, names)).toThrow(/repeats without end[\s\S]*stepsPerEpoch/);
    expect(new Epochs(endless, 7, names).steps).toBe(7);
    expect(() => new Epochs(endless, 0, names)).toThrow(/stepsPerEpoch must be .* found 0/);
  });
});
