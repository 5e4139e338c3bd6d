/**
 * Calls of graphs run one after the other, in the order in which they are made, as they may share variables. A call
 * takes its variables when it is made: it sees what the calls before it assign, and not what the program assigns after.
 */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { TensorHandle } from "../engine";
import { binding, handlesOf } from "./nodeBackend";
import type { TracedFunction } from "./tracedFunction";
import { TracingError } from "./tracingError";

/** A variable that calls under way assign. */
interface Assignment {
  /** Identity of its value while the program has not assigned it: otherwise the program's value is the later one. */
  dataId: object;
  /** Value for the next of these calls, where it differs from the variable's own. */
  value: TensorHandle | undefined;
  /** How many of these calls have not ended. */
  calls: number;
}

const assignments = new Map<tf.Variable, Assignment>();

const isUntouched = (variable: tf.Variable, { dataId }: Assignment): boolean =>
  !variable.isDisposed && variable.dataId === dataId;

function underWayFor(variable: tf.Variable): Assignment | undefined {
  const assignment = assignments.get(variable);
  return assignment && isUntouched(variable, assignment) ? assignment : undefined;
}

type Uses = Pick<TracedFunction, "captures" | "assigned">;

const variablesRead = ({ captures }: Uses): tf.Variable[] =>
  captures.flatMap((capture) => (capture.kind === "variable" ? [capture.variable] : []));

/** The variables of one call. */
export interface CallVariables {
  /** In the call's turn. */
  handleOf(variable: tf.Variable): TensorHandle;
  /** Takes the value that the call has computed for a variable. */
  assign(variable: tf.Variable, value: tf.Tensor): void;
}

/** Those of a call that does not wait for others. */
export const currentVariables: CallVariables = {
  handleOf: (variable) => handlesOf([variable])[0] as TensorHandle,
  assign: (variable, value) => {
    variable.assign(value);
  },
};

class VariablesInTurn implements CallVariables {
  private readonly held = new Map<tf.Variable, TensorHandle>();
  private readonly awaited = new Map<tf.Variable, Assignment>();
  private readonly assigned = new Map<tf.Variable, Assignment>();

  /** @param startsNow whether the variables are read before the program goes on. */
  constructor(uses: Uses, { startsNow }: { startsNow: boolean }) {
    for (const variable of variablesRead(uses)) {
      const assignment = underWayFor(variable);
      if (assignment) this.awaited.set(variable, this.joined(assignment, variable));
      else if (!startsNow) this.held.set(variable, copyOf(variable));
    }
    for (const variable of uses.assigned) {
      const assignment = underWayFor(variable) ?? { dataId: variable.dataId, value: undefined, calls: 0 };
      assignments.set(variable, assignment);
      this.assigned.set(variable, assignment);
      assignment.calls++;
    }
  }

  private joined(assignment: Assignment, variable: tf.Variable): Assignment {
    // Where the calls before fail, and assign nothing.
    assignment.value ??= copyOf(variable);
    assignment.calls++;
    return assignment;
  }

  handleOf(variable: tf.Variable): TensorHandle {
    return (
      this.held.get(variable) ?? this.awaited.get(variable)?.value ?? currentVariables.handleOf(variable)
    );
  }

  /** Where the program has assigned it meanwhile, that stays. */
  assign(variable: tf.Variable, value: tf.Tensor): void {
    const assignment = this.assigned.get(variable);
    if (!assignment) return;
    if (isUntouched(variable, assignment)) {
      variable.assign(value);
      assignment.dataId = variable.dataId;
    }
    if (assignment.calls === 1) return;
    if (assignment.value !== undefined) binding().deleteHandle(assignment.value);
    assignment.value = copyOf(value);
  }

  end(): void {
    for (const handle of this.held.values()) binding().deleteHandle(handle);
    for (const [variable, assignment] of [...this.awaited, ...this.assigned]) {
      assignment.calls--;
      if (assignment.calls > 0) continue;
      if (assignment.value !== undefined) binding().deleteHandle(assignment.value);
      if (assignments.get(variable) === assignment) assignments.delete(variable);
    }
  }
}

const copyOf = (tensor: tf.Tensor): TensorHandle =>
  binding().copyHandle(handlesOf([tensor])[0] as TensorHandle);

let last: Promise<unknown> = Promise.resolve();
let underWay = 0;

/** @param work is given the variables in its turn: at once, where no call is under way. */
export function inTurn<Result>(
  uses: Uses,
  work: (variables: CallVariables) => Promise<Result>,
): Promise<Result> {
  const startsNow = underWay === 0;
  const variables = new VariablesInTurn(uses, { startsNow });
  const run = async () => {
    try {
      return await work(variables);
    } finally {
      variables.end();
      underWay--;
    }
  };
  underWay++;
  const call = startsNow ? run() : last.then(run);
  last = call.catch(() => {});
  return call;
}

/**
 * The variables of a call that does not wait for those under way.
 *
 * @throws {TracingError} where one of those assigns a variable that it reads.
 */
export function withoutTurn(uses: Uses): CallVariables {
  const awaited = variablesRead(uses).find((variable) => underWayFor(variable));
  if (!awaited) return currentVariables;
  throw new TracingError(
    `a traced function that reads the variable "${awaited.name}" is called by sync while a call that assigns it is under way.`,
    { cure: "await the earlier call first, or call this one without sync" },
  );
}

/** A variable whose value got another place in memory, and stayed the same. */
export function noteMoved(variable: tf.Variable, from: object): void {
  const assignment = assignments.get(variable);
  if (assignment?.dataId === from) assignment.dataId = variable.dataId;
}
