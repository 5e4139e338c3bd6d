/** Calls of graphs run in the order in which they were made: they may share variables. */
import { TracingError } from "./tracingError";

let last: Promise<unknown> = Promise.resolve();
let underWay = 0;

export function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  underWay++;
  const call = last.then(work).finally(() => {
    underWay--;
  });
  last = call.catch(() => {});
  return call;
}

/** @throws {TracingError} where an earlier call has not ended. */
export function requireNoneUnderWay(): void {
  if (underWay === 0) return;
  throw new TracingError("a traced function is called by sync while a call of one is still under way.", {
    cure: "await the earlier calls first",
  });
}
