/** Functions made by `tfFunction` that a function under trace calls: they become part of its graph. */
import * as tf from "@tensorflow/tfjs-node-gpu";

type Values = Map<tf.Variable, object>;

let assigned: Values | undefined;

/** Runs `work`, and gives the variables of which inner functions assigned the value that they have in the end. */
export function variablesAssignedInside(work: () => void): Set<tf.Variable> {
  const outer = assigned;
  const inside: Values = new Map();
  assigned = inside;
  try {
    work();
    const last = [...inside].filter(([variable, value]) => variable.dataId === value);
    return new Set(last.map(([variable]) => variable));
  } finally {
    assigned = outer;
  }
}

/** Runs an inner function. Of one that is async, what it assigns before its first `await` counts. */
export function inner<Output>(fn: () => Output): Output {
  if (!assigned) return fn();
  const before = valuesOfVariables();
  const output = fn();
  for (const [variable, value] of valuesOfVariables()) {
    if (before.get(variable) !== value) assigned.set(variable, value);
  }
  return output;
}

/** Variables by what they share with the tensor that they were assigned. */
const valuesOfVariables = (): Values =>
  new Map(Object.values(tf.engine().registeredVariables).map((variable) => [variable, variable.dataId]));
