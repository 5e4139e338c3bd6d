/** Every kernel of tfjs's, on TensorFlow: beside tfjs's own CPU backend, operation by operation and in a graph. */
import { readFileSync } from "node:fs";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { TracingError, tfFunction } from "../../../src/graph";
import { cases, dtypesOf, type KernelCase, tensorsOf } from "./cases";

/** Kernels that tfjs itself has for pages alone. */
const ofPages = ["Draw"];

type Values = { dtype: string; shape: number[]; values: unknown[] }[];

const listOf = (result: ReturnType<KernelCase["compute"]>): tf.Tensor[] =>
  result instanceof tf.Tensor ? [result] : Object.values(result);

const read = (tensors: tf.Tensor[]): Values =>
  tensors.map((tensor) => ({
    dtype: tensor.dtype,
    shape: tensor.shape,
    values: Array.from(tensor.dataSync() as ArrayLike<unknown>, (value) =>
      tensor.dtype === "bool" ? Boolean(value) : value,
    ),
  }));

/** The result of tfjs's CPU backend; undefined for dtypes that it does not take. */
function onCpu(one: KernelCase, dtypes: tf.DataType[]): Values | undefined {
  tf.setBackend("cpu");
  try {
    let values: Values | undefined;
    tf.tidy(() => {
      values = read(listOf(one.compute(...tensorsOf(one, dtypes))));
    });
    return values;
  } catch {
    return undefined;
  } finally {
    tf.setBackend("tensorflow");
  }
}

const known = new Map<KernelCase, { dtypes: tf.DataType[]; expected: Values }[]>();

function computedDtypes(one: KernelCase) {
  const computed =
    known.get(one) ??
    dtypesOf(one).flatMap((dtypes) => {
      const expected = onCpu(one, dtypes);
      return expected ? [{ dtypes, expected }] : [];
    });
  known.set(one, computed);
  return computed;
}

function expectEqual(given: Values, expected: Values): void {
  const types = (values: Values) => values.map(({ dtype, shape }) => ({ dtype, shape }));
  expect(types(given)).toEqual(types(expected));
  for (const [index, { values }] of expected.entries()) {
    for (const [place, value] of values.entries()) {
      const found = given[index]?.values[place];
      if (typeof value !== "number" || !Number.isFinite(value)) expect(found).toEqual(value);
      else expect(Math.abs((found as number) - value)).toBeLessThan(1e-4 * Math.max(1, Math.abs(value)));
    }
  }
}

const inGraph = (one: KernelCase) =>
  tfFunction((...inputs: tf.Tensor[]) =>
    Object.fromEntries(listOf(one.compute(...inputs)).map((tensor, index) => [`output${index}`, tensor])),
  );

const tensorsOfTensorFlow = () =>
  (tf.backend() as unknown as { getNumOfTFTensors(): number }).getNumOfTFTensors();

beforeAll(() => {
  // tfjs's CPU backend recommends the one that it is compared with.
  const warn = jest.spyOn(console, "warn").mockImplementation(() => {});
  expect(onCpu(cases.abs as KernelCase, ["float32"])).toBeDefined();
  warn.mockRestore();
});

describe.each(Object.entries(cases))("%s", (_, one) => {
  it("computes what tfjs's CPU backend does, in each dtype that it takes", () => {
    for (const { dtypes, expected } of computedDtypes(one)) {
      tf.tidy(() => expectEqual(read(listOf(one.compute(...tensorsOf(one, dtypes)))), expected));
    }
  });

  it("frees what it makes on the way, and no input", () => {
    for (const { dtypes } of computedDtypes(one)) {
      const [tensors, handles] = [tf.memory().numTensors, tensorsOfTensorFlow()];
      const inputs = tensorsOf(one, dtypes);
      const outputs = tf.tidy(() => listOf(one.compute(...inputs)));
      expect(inputs.map(({ isDisposed }) => isDisposed)).toEqual(inputs.map(() => false));
      tf.dispose([inputs, outputs]);
      expect([tf.memory().numTensors, tensorsOfTensorFlow()]).toEqual([tensors, handles]);
    }
  });

  it(`${one.isOutsideOfGraphs ? "is refused" : "computes the same"} in a graph`, () => {
    for (const { dtypes, expected } of computedDtypes(one)) {
      const compute = inGraph(one);
      const inputs = tensorsOf(one, dtypes);
      if (one.isOutsideOfGraphs) expect(() => compute.sync(...inputs)).toThrow(TracingError);
      else expectEqual(read(Object.values(compute.sync(...inputs) as tf.NamedTensorMap)), expected);
      compute.dispose();
    }
  });
});

const kernelsOf = (backend: string) => tf.getKernelsForBackend(backend).map(({ kernelName }) => kernelName);

it("the cases reach every kernel that tfjs has for its CPU backend", () => {
  const reached = new Set<string>();
  const spies = tf.getKernelsForBackend("tensorflow").map((kernel) => {
    const { kernelFunc } = kernel;
    return jest.spyOn(kernel, "kernelFunc").mockImplementation((call) => {
      reached.add(kernel.kernelName);
      return kernelFunc(call);
    });
  });
  for (const one of Object.values(cases)) {
    const [first] = dtypesOf(one);
    tf.tidy(() => {
      one.compute(...tensorsOf(one, first as tf.DataType[]));
    });
  }
  for (const spy of spies) spy.mockRestore();
  expect(kernelsOf("cpu").filter((name) => !reached.has(name))).toEqual(ofPages);
});

it.each(ofPages)("docs/tfjs.md says why there is no %s", (name) => {
  const page = readFileSync(path.join(__dirname, "../../../docs/tfjs.md"), "utf8");
  expect(page).toContain(`\`${name}\``);
});
