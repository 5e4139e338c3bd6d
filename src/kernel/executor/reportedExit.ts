/** `process.exit` says that it was called: an exit code alone may be anybody's, Node's own too. */
import { asLearners } from "./learnersSide";
import { sendToServer } from "./serverChannel";

/** The function by which `process.exit` ends the process; it has no declared type. */
interface Exiting {
  reallyExit(code?: number): never;
}

export function reportExit(): void {
  const process = globalThis.process as unknown as Exiting;
  const { reallyExit } = process;
  process.reallyExit = asLearners((code = 0) => {
    sendToServer({ type: "exit", code });
    return Reflect.apply(reallyExit, process, [code]);
  });
}
