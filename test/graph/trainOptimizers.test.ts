/** Optimizers of tf.train in graphs, beside their own steps. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { SeededRandom } from "../../src/engine";
import { TracingError, tfFunction } from "../../src/graph";

const SEED = 41;
const STEPS = 50;
const random = new SeededRandom(SEED);
const shapes = [[4, 3], [5], [2, 2, 2]];
const numbers = (shape: number[]) =>
  Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal());
const weights = shapes.map(numbers);
const gradients = Array.from({ length: STEPS }, () => shapes.map(numbers));

const makers: [call: string, make: () => tf.Optimizer][] = [
  ["sgd(0.1)", () => tf.train.sgd(0.1)],
  ["momentum(0.1, 0.9)", () => tf.train.momentum(0.1, 0.9)],
  ["momentum(0.1, 0.8, true)", () => tf.train.momentum(0.1, 0.8, true)],
  ["adam()", () => tf.train.adam()],
  ["adam(0.1, 0.8, 0.95, 1e-3)", () => tf.train.adam(0.1, 0.8, 0.95, 1e-3)],
  ["adamax(0.1)", () => tf.train.adamax(0.1)],
  ["adamax(0.1, 0.8, 0.9, 1e-4, 0.1)", () => tf.train.adamax(0.1, 0.8, 0.9, 1e-4, 0.1)],
  ["adagrad(0.1)", () => tf.train.adagrad(0.1)],
  ["adagrad(0.1, 0.5)", () => tf.train.adagrad(0.1, 0.5)],
  ["adadelta(1)", () => tf.train.adadelta(1)],
  ["adadelta(0.5, 0.8, 1e-4)", () => tf.train.adadelta(0.5, 0.8, 1e-4)],
  ["rmsprop(0.01)", () => tf.train.rmsprop(0.01)],
  ["rmsprop(0.01, 0.8, 0.5, 1e-4)", () => tf.train.rmsprop(0.01, 0.8, 0.5, 1e-4)],
  ["rmsprop(0.01, 0.9, 0.3, 1e-7, true)", () => tf.train.rmsprop(0.01, 0.9, 0.3, 1e-7, true)],
];

const variables = () => weights.map((values, index) => tf.variable(tf.tensor(values, shapes[index])));
const stepGradients = (step: number) =>
  (gradients[step] as Float32Array[]).map((values, index) => tf.tensor(values, shapes[index]));
const named = (to: readonly tf.Variable[], tensors: readonly tf.Tensor[]) =>
  to.map(({ name }, index) => ({ name, tensor: tensors[index] as tf.Tensor }));

/** Takes the steps, of which `isTraced` says which are graphs. */
function trained(optimizer: tf.Optimizer, to: tf.Variable[], isTraced: (step: number) => boolean): void {
  const apply = (tensors: tf.Tensor[]) => optimizer.applyGradients(named(to, tensors));
  const graph = tfFunction((...tensors: tf.Tensor[]) => {
    apply(tensors);
    return [];
  });
  tf.tidy(() => {
    for (let step = 0; step < STEPS; step++) {
      if (isTraced(step)) graph.sync(...stepGradients(step));
      else apply(stepGradients(step));
    }
  });
}

function expectClose(found: readonly tf.Tensor[], expected: readonly tf.Tensor[]): void {
  for (const [at, tensor] of found.entries()) {
    const theirs = expected[at] as tf.Tensor;
    const off = Number(tensor.sub(theirs).abs().max().div(theirs.abs().max().add(1e-30)).dataSync()[0]);
    expect({ at, off, isClose: off < 2e-6 }).toMatchObject({ isClose: true });
  }
}

describe.each(makers)(`tf.train.%s, ${STEPS} steps of seed ${SEED}`, (call, make) => {
  const expected = variables();
  const eager = make();
  beforeAll(() => trained(eager, expected, () => false));

  it.each([
    ["as graphs", () => true],
    ["by turns as graphs and by themselves", (step: number) => step % 2 === 0],
    ["first by themselves", (step: number) => step >= 10],
  ])("end where tfjs's own end, %s", async (_, isTraced) => {
    const to = variables();
    const optimizer = make();
    trained(optimizer, to, isTraced);
    expectClose(to, expected);
    expect(optimizer.iterations).toBe(STEPS);
    // tfjs's Adamax does not give its numbers.
    if (optimizer.getClassName() === "Adamax") return;
    const [mine, theirs] = [await optimizer.getWeights(), await eager.getWeights()];
    expectClose(
      mine.map(({ tensor }) => tensor.toFloat()),
      theirs.map(({ tensor }) => tensor.toFloat()),
    );
    const kinds = (given: { name: string }[]) => given.map(({ name }) => name.replace(/^\d+/, ""));
    expect(kinds(mine)).toEqual(kinds(theirs));
  });

  it("follow a learning rate that changes between calls", () => {
    const halves = (isTraced: boolean) => {
      const to = variables();
      const optimizer = make() as tf.Optimizer & { learningRate: number };
      const graph = tfFunction((...tensors: tf.Tensor[]) => {
        optimizer.applyGradients(named(to, tensors));
        return [];
      });
      tf.tidy(() => {
        for (let step = 0; step < 6; step++) {
          if (isTraced) graph.sync(...stepGradients(step));
          else optimizer.applyGradients(named(to, stepGradients(step)));
          const rate = optimizer.learningRate / 2;
          if ("setLearningRate" in optimizer) (optimizer as unknown as tf.SGDOptimizer).setLearningRate(rate);
          else optimizer.learningRate = rate;
        }
      });
      return to;
    };
    expectClose(halves(true), halves(false));
  });

  // tfjs's Adamax takes none.
  if (call.startsWith("adamax")) return;
  it("go on from weights that are set", async () => {
    const to = variables();
    const optimizer = make();
    const graph = tfFunction((...tensors: tf.Tensor[]) => {
      optimizer.applyGradients(named(to, tensors));
      return [];
    });
    await graph(...stepGradients(0));
    const [values, slots] = [to.map((one) => one.clone()), await optimizer.getWeights()];
    const kept = slots.map(({ name, tensor }) => ({ name, tensor: tensor.clone() }));
    await graph(...stepGradients(1));
    const after = to.map((one) => one.clone());
    await graph(...stepGradients(2));
    for (const [index, variable] of to.entries()) variable.assign(values[index] as tf.Tensor);
    await optimizer.setWeights(kept);
    await graph(...stepGradients(1));
    expectClose(to, after);
    expect(optimizer.iterations).toBe(2);
  });
});

test("optimizer.minimize in a traced function returns the loss, and moves the weights", async () => {
  const losses = async (isTraced: boolean) => {
    const w = tf.variable(tf.scalar(3));
    const optimizer = tf.train.adam(0.1);
    const step = () => optimizer.minimize(() => w.square().asScalar(), true, [w]) as tf.Scalar;
    const graph = tfFunction(step);
    const found: number[] = [];
    for (let index = 0; index < 5; index++) {
      found.push(Number((isTraced ? await graph() : step()).dataSync()[0]));
    }
    return found;
  };
  const [graphs, eager] = [await losses(true), await losses(false)];
  for (const [step, loss] of graphs.entries()) expect(loss).toBeCloseTo(eager[step] as number, 5);
});

test("a learning rate that is put into tf.train.sgd between calls counts", async () => {
  const w = tf.variable(tf.scalar(0));
  const optimizer = tf.train.sgd(1);
  const graph = tfFunction(() => {
    optimizer.applyGradients({ [w.name]: tf.scalar(1) });
    return [];
  });
  await graph();
  Object.assign(optimizer, { learningRate: 10 });
  await graph();
  optimizer.setLearningRate(100);
  await graph();
  expect(w.dataSync()[0]).toBe(-111);
});

test("a traced step leaves no tensor behind but slots, and none when all is disposed", async () => {
  const to = variables();
  const before = tf.memory().numTensors;
  const optimizer = tf.train.adam();
  const graph = tfFunction((...tensors: tf.Tensor[]) => {
    optimizer.applyGradients(named(to, tensors));
    return [];
  });
  for (let step = 0; step < 3; step++) tf.tidy(() => graph.sync(...stepGradients(step)));
  expect(tf.memory().numTensors - before).toBe(2 + 2 * shapes.length);
  optimizer.dispose();
  graph.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("an optimizer that is made in a traced function is refused, at each call", async () => {
  const w = tf.variable(tf.scalar(1));
  const graph = tfFunction(() => {
    tf.train.adam().minimize(() => w.square().asScalar(), false, [w]);
    return [];
  });
  for (let call = 0; call < 2; call++) {
    await expect(graph()).rejects.toThrow(/a variable, ".+", is made in a function that is being traced/);
  }
  expect(w.dataSync()[0]).toBe(1);
});

test("a gradient for a variable that there is not is told", async () => {
  const optimizer = tf.train.sgd(1);
  const graph = tfFunction(() => {
    optimizer.applyGradients({ nowhere: tf.scalar(1) });
    return [];
  });
  await expect(graph()).rejects.toThrow('there is no variable named "nowhere"');
});

describe("an optimizer class of a program's own in tfFunction", () => {
  /** Moves weights by the signs of their gradients. */
  class SignSGD extends tf.SGDOptimizer {
    override applyGradients(given: tf.NamedTensorMap) {
      const signs = Object.entries(given).map(([name, gradient]) => [name, gradient.sign()]);
      super.applyGradients(Object.fromEntries(signs));
    }
  }

  /** Makes its slots at the first step. */
  class Counting extends tf.SGDOptimizer {
    steps: tf.Variable | undefined;

    override applyGradients(given: tf.NamedTensorMap) {
      this.steps ??= tf.variable(tf.scalar(0), false);
      this.steps.assign(this.steps.add(1));
      super.applyGradients(given);
    }
  }

  const graphOf = (optimizer: tf.Optimizer, w: tf.Variable) =>
    tfFunction(() => {
      optimizer.applyGradients({ [w.name]: tf.scalar(5) });
      return [];
    });

  it("works where it does what a graph can hold", async () => {
    const w = tf.variable(tf.scalar(0));
    const graph = graphOf(new SignSGD(1), w);
    await graph();
    await graph();
    expect(w.dataSync()[0]).toBe(-2);
  });

  it("fails with the same error at each call where it makes variables, and works after a step without", async () => {
    const w = tf.variable(tf.scalar(0));
    const optimizer = new Counting(1);
    const graph = graphOf(optimizer, w);
    for (let call = 0; call < 3; call++) {
      const error: Error = await graph().then(fail, (thrown) => thrown);
      expect(error).toBeInstanceOf(TracingError);
      expect(error.message).toMatch(
        /a variable, ".+", is made in a function that is being traced[\s\S]*take a step without tfFunction first/,
      );
    }
    expect(() => graph.sync()).toThrow(TracingError);
    expect(() => optimizer.applyGradients({ [w.name]: tf.scalar(5) })).toThrow(TracingError);
    expect(() => tf.dispose(optimizer.steps)).not.toThrow();
    expect(w.dataSync()[0]).toBe(0);

    const fresh = new Counting(1);
    fresh.applyGradients({ [w.name]: tf.scalar(5) });
    await graphOf(fresh, w)();
    expect([w.dataSync()[0], fresh.steps?.dataSync()[0]]).toEqual([-10, 2]);
  });
});

function fail(): never {
  throw new Error("the call did not fail");
}
