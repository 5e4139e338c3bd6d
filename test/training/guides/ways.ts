/** Each program of a guide runs twice: operation by operation, and with its steps as graphs. The numbers are the same. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../../src/engine";
import { tfFunction } from "../../../src/graph";

/** Makes a step of a program what `@tf.function` makes it, or leaves it as it is. */
export type Compile = <Args extends unknown[], Result extends tf.TensorContainer>(
  step: (...args: Args) => Result,
) => (...args: Args) => Result;

const eagerly: Compile =
  (step) =>
  (...args) =>
    tf.tidy(() => step(...args));

const inGraphs: Compile = (step) => tfFunction(step).sync;

/** The measurements of a program, by name. */
export type Measured = Record<string, number[]>;

/** @returns what the program measures as graphs, once it is known to be what it measures operation by operation. */
export async function runBothWays(program: (compile: Compile) => Promise<Measured>): Promise<Measured> {
  const runs: Measured[] = [];
  for (const compile of [eagerly, inGraphs]) {
    setSeed(7);
    runs.push(await program(compile));
  }
  const [expected, found] = runs as [Measured, Measured];
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [name, values] of Object.entries(expected)) {
    expect(found[name]).toHaveLength(values.length);
    for (const [index, value] of values.entries()) {
      expect(found[name]?.[index]).toBeCloseTo(value, 5);
    }
  }
  return found;
}

/** The one number of a tensor, which is freed. */
export function numberOf(scalar: tf.Tensor): number {
  const [value] = scalar.dataSync();
  scalar.dispose();
  return value as number;
}

/** Points around the centres of three classes. */
export function clusters(samples: number): { x: tf.Tensor2D; y: tf.Tensor1D } {
  const y = tf.range(0, samples, 1, "int32").mod(tf.scalar(3, "int32")) as tf.Tensor1D;
  const centres = tf
    .oneHot(y, 4)
    .mul(2)
    .add(tf.randomNormal([samples, 4], 0, 0.5));
  return { x: centres as tf.Tensor2D, y };
}
