/** The variables that there are when a trace begins: it may assign them, and has to leave them as they were. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { isTraced } from "../engine";
import { noteMoved } from "./callQueue";
import { binding, handlesOf, idsOf, isMemoryShared, tensorFor } from "./nodeBackend";
import { TracingError } from "./tracingError";

export interface VariableValue {
  variable: tf.Variable;
  id: number;
  dataId: object;
  value: tf.Tensor;
}

export const registered = () => Object.values(tf.engine().registeredVariables);

/** Variables as they are, held so that what is assigned in the trace frees nothing. */
export function valuesOf(variables: readonly tf.Variable[]): VariableValue[] {
  giveOwnMemory(variables);
  const ids = idsOf(variables);
  return variables.map((variable, index) => ({
    variable,
    id: ids[index] as number,
    dataId: variable.dataId,
    value: tf.keep(variable.clone()),
  }));
}

/**
 * A trace tells tensors apart by their memory, which a variable shares with what it was made of or assigned: with a
 * snapshot, or with the weights of another model. Values are not copied.
 */
function giveOwnMemory(variables: readonly tf.Variable[]): void {
  const shared = variables.filter((variable) => isMemoryShared(variable) && hasValues(variable));
  for (const [index, handle] of handlesOf(shared).entries()) {
    const own = tensorFor(binding().copyHandle(handle));
    const variable = shared[index] as tf.Variable;
    const { dataId } = variable;
    variable.assign(own);
    noteMoved(variable, dataId);
    own.dispose();
  }
}

/** One that was made of a tensor of a trace has none. */
const hasValues = (variable: tf.Variable): boolean =>
  !isTraced(binding().tensorOf(idsOf([variable])[0] as number));

export function restore(values: readonly VariableValue[]): void {
  for (const { variable, value, dataId } of values) {
    if (variable.dataId !== dataId) variable.assign(value);
    value.dispose();
  }
}

/** @throws {TracingError} where there are any; each fails with the same error wherever it is used later. */
export function requireNoNew(variables: readonly tf.Variable[]): void {
  const [first] = variables;
  if (!first) return;
  tf.dispose([...variables]);
  const refused = () =>
    new TracingError(
      `a variable, "${first.name}", is made in a function that is being traced, where it would be made once and never again.`,
      {
        cure:
          "make variables and optimizers before; build models and compile them before; with an optimizer class of your own, take a step " +
          "without tfFunction first, or use one of tf.train or of optimizers, such as optimizers.Adam",
      },
    );
  for (const variable of variables) refuseLater(variable, refused);
  throw refused();
}

/** Whatever holds the variable, such as an optimizer, fails later as it did at first, and not for a reason that nobody sees. */
function refuseLater(variable: tf.Variable, refused: () => TracingError): void {
  const refuse = () => {
    throw refused();
  };
  Object.defineProperties(variable, {
    dataId: { get: refuse },
    assign: { value: refuse },
    throwIfDisposed: { value: refuse },
    dispose: { value: () => {} },
  });
}
