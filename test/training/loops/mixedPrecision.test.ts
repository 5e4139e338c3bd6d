/** `fit` under a policy of mixed precision. */
import { setSeed } from "../../../src/engine";
import { isOnGpu, mixedPrecision, type PolicyName } from "../../../src/graph";
import { type FitOptions, fit } from "../../../src/training";
import { classifier, separablePoints } from "./smallModel";

let info: jest.SpyInstance;
beforeEach(() => {
  info = jest.spyOn(console, "info").mockImplementation(() => {});
});
afterEach(() => {
  mixedPrecision.setGlobalPolicy("float32");
  info.mockRestore();
});

async function lossesUnder(policy: PolicyName, options: FitOptions = {}): Promise<number[]> {
  setSeed(2);
  const [x, y] = separablePoints(64);
  const model = classifier();
  mixedPrecision.setGlobalPolicy(policy);
  const { history } = await fit(model, x, y, {
    ...{ epochs: 8, batchSize: 8, verbose: 0, runEagerly: false },
    ...options,
  });
  return history.loss as number[];
}

// Without a GPU mixed_float16 stays in float32.
const rounding: PolicyName[] = isOnGpu() ? ["mixed_bfloat16", "mixed_float16"] : ["mixed_bfloat16"];

it.each(rounding)("%s trains nearly as float32 does, but for rounding", async (policy) => {
  const exact = await lossesUnder("float32");
  const rounded = await lossesUnder(policy);
  expect(rounded).not.toEqual(exact);
  for (const [epoch, loss] of rounded.entries()) {
    expect(Math.abs(loss - (exact[epoch] as number))).toBeLessThan(0.02);
  }
});

it("a model goes on under another policy where it stood", async () => {
  setSeed(2);
  const [x, y] = separablePoints(64);
  const model = classifier();
  const losses: number[] = [];
  for (const policy of ["float32", "mixed_float16", "mixed_bfloat16", "float32"] as const) {
    mixedPrecision.setGlobalPolicy(policy);
    const { history } = await fit(model, x, y, { epochs: 3, batchSize: 8, verbose: 0, runEagerly: false });
    losses.push(...(history.loss as number[]));
  }
  for (const [epoch, loss] of losses.entries())
    if (epoch > 0) expect(loss).toBeLessThan(losses[epoch - 1] as number);
});

it("steps that run operation by operation say that it does not hold for them", async () => {
  const exact = await lossesUnder("float32", { runEagerly: true });
  info.mockClear();
  expect(await lossesUnder("mixed_bfloat16", { runEagerly: true })).toEqual(exact);
  const said = info.mock.calls
    .map(([text]) => String(text))
    .filter((text) => text.includes("operation by operation"));
  expect(said).toHaveLength(1);
});
