/** Node's own list of asynchronous contexts, which is in use at every tick and timer. */
import { AsyncResource } from "node:async_hooks";

/**
 * Gives the list a `pop` of its own. Node 20 takes the one of `Array.prototype`, and where a cell has
 * patched that, the process goes round for ever in an error that it cannot end.
 */
export function keepAsyncContexts(): void {
  const { pop } = Array.prototype;
  Array.prototype.pop = function (this: unknown[]) {
    Object.defineProperty(this, "pop", { value: pop });
    return pop.call(this);
  };
  new AsyncResource("trainbook").runInAsyncScope(() => {});
  Array.prototype.pop = pop;
}
