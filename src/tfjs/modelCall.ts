/**
 * Whether layers are called as Keras calls them, or as tfjs does: trainbook's own functions run a model in `modelCall`,
 * and the patches of this room act there alone. tfjs's own fit and predict keep tfjs's behaviour.
 */
import { type AddedLoss, freeLosses } from "./addedLosses";

export interface ModelCall {
  /** For layers that are called without saying so, such as those inside custom layers. Undefined where nobody has said. */
  readonly training: boolean | undefined;
  /** The losses that layers add, in the order of their calls. */
  readonly losses: AddedLoss[];
}

let inProgress: ModelCall | undefined;

/** The call that is in progress. */
export const currentCall = (): ModelCall | undefined => inProgress;

/** @param work calls models and layers, which act as Keras's in it. */
export function modelCall<Result>(
  training: boolean | undefined,
  work: () => Result,
): { result: Result; losses: AddedLoss[] } {
  const outer = inProgress;
  const call: ModelCall = { training, losses: [] };
  inProgress = call;
  try {
    return { result: work(), losses: call.losses };
  } catch (error) {
    freeLosses(call.losses);
    throw error;
  } finally {
    inProgress = outer;
  }
}

/** The same call, for layers within a layer that was told whether it trains. */
export function withinLayer<Result>(training: boolean | undefined, work: () => Result): Result {
  const outer = inProgress;
  if (!outer || outer.training === training) return work();
  inProgress = { training, losses: outer.losses };
  try {
    return work();
  } finally {
    inProgress = outer;
  }
}
