/**
 * Lets the optimizers of tf.train work in functions that are traced. What tfjs does there by itself would be wrong:
 * it makes its slots in the trace, and a learning rate would be the one of the first call for ever. Out of traces
 * tfjs's own code runs.
 *
 * tfjs-core 4.22.0, optimizers/.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { TrainOptimizer } from "../../tfjs";
import { everyCall, hostNumbers, isTracing, outsideOfTraces } from "../duringTrace";
import { TracingError } from "../tracingError";
import { gradientsApplied } from "../updateListener";
import { type Formula, formulas, type SlotKind, type Step, slotsIn } from "./formulas";

type Gradients = tf.NamedTensorMap | { name: string; tensor: tf.Tensor }[];

const applyGradients = new Map<unknown, Formula<TrainOptimizer>>();
/** Those whose slots are variables of graphs. */
const traced = new WeakSet<object>();

for (const [{ prototype }, formula] of formulas) {
  const own = prototype.applyGradients;
  prototype.applyGradients = function (this: tf.Optimizer, gradients: Gradients) {
    if (isTracing()) applyFormula(this, formula, gradients);
    else {
      own.call(this, gradients);
      gradientsApplied(gradients);
    }
  };
  applyGradients.set(prototype.applyGradients, formula);

  const { setWeights } = prototype;
  if (!Object.hasOwn(prototype, "setWeights")) continue;
  prototype.setWeights = async function (this: tf.Optimizer, weights) {
    const restore = traced.has(this) ? keepingVariables(this, formula) : undefined;
    await setWeights.call(this, weights);
    restore?.();
  };
}

/** Whether this is one of tf.train, and no class that computes its steps otherwise. */
export const isTrainOptimizer = (optimizer: tf.Optimizer): boolean =>
  applyGradients.has(optimizer.applyGradients);

/**
 * A step of an optimizer of tf.train, by itself or in a trace.
 *
 * @param condition a scalar of bool: where it is false, variables and slots stay as they are.
 */
export function applyWhere(condition: tf.Tensor, optimizer: tf.Optimizer, gradients: Gradients): void {
  const formula = applyGradients.get(optimizer.applyGradients);
  if (formula) applyFormula(optimizer, formula, gradients, condition);
}

function applyFormula(
  given: tf.Optimizer,
  formula: Formula<TrainOptimizer>,
  gradients: Gradients,
  condition?: tf.Tensor,
): void {
  const optimizer = given as unknown as TrainOptimizer;
  const named: (readonly [string, tf.Tensor | undefined])[] = Array.isArray(gradients)
    ? gradients.map(({ name, tensor }) => [name, tensor])
    : Object.entries(gradients);
  traced.add(given);
  tf.tidy(() => {
    const names = Object.keys(formula.numbers(optimizer));
    const scalars = hostNumbers(() => Object.values(formula.numbers(optimizer)));
    const step: Step = {
      numbers: Object.fromEntries(names.map((name, index) => [name, scalars[index] as tf.Scalar])),
      assign: (variable, moved) => variable.assign(condition ? tf.where(condition, moved, variable) : moved),
    };
    const move = formula.begin(optimizer, step);
    for (const [index, [name, gradient]] of named.entries()) {
      const value = variableNamed(name);
      for (const kind of formula.slots(optimizer)) makeSlot(optimizer, kind, index, value);
      // A variable that the loss does not depend on has none, and keeps its place.
      if (!gradient) continue;
      const slot = (field: string) => slotsIn(optimizer, field)[index]?.variable as tf.Variable;
      move({ assign: step.assign, value, gradient, slot });
    }
    formula.end?.(optimizer, step);
  });
  everyCall(() => optimizer.incrementIterations());
}

function variableNamed(name: string): tf.Variable {
  const variable = tf.engine().registeredVariables[name];
  if (variable) return variable;
  throw new TracingError(`there is no variable named "${name}" to apply a gradient to.`, {
    cure: "use the names that gradientTape, tf.variableGrads or optimizer.computeGradients gives",
  });
}

function makeSlot(
  optimizer: TrainOptimizer,
  { field, name, initial }: SlotKind<TrainOptimizer>,
  index: number,
  { name: of, shape, dtype }: tf.Variable,
): void {
  const slots = slotsIn(optimizer, field);
  slots[index] ??= {
    originalName: `${of}/${name}`,
    variable: outsideOfTraces(() =>
      tf.tidy(() => {
        const zeros = tf.zeros(shape, dtype);
        return tf.variable(initial ? tf.fill(shape, initial(optimizer)) : zeros, false);
      }),
    ),
  };
}

/** Keeps the variables that graphs know, where tfjs replaces them: the new values go into the old variables. */
function keepingVariables(optimizer: tf.Optimizer, formula: Formula<TrainOptimizer>): () => void {
  const kinds = formula.slots(optimizer as unknown as TrainOptimizer);
  const before = kinds.map(({ field }) => [...slotsIn(optimizer, field)]);
  return () => {
    for (const [at, { field }] of kinds.entries()) {
      for (const [index, slot] of slotsIn(optimizer, field).entries()) {
        const known = before[at]?.[index]?.variable;
        if (!known || !tf.util.arraysEqual(known.shape, slot.variable.shape)) continue;
        known.assign(slot.variable);
        slot.variable.dispose();
        slot.variable = known;
      }
    }
  };
}
