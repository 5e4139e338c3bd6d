/**
 * The kernel's process: `node launch.js CONNECTION_FILE`, as the kernelspec says. The working folder is the
 * notebook's.
 */
import path from "node:path";
import { cacheFolder } from "../engine";
import { TrainbookError } from "../trainbookError";
import { KernelServer, readConnectionFile, watchParent } from "./server";

async function launch(connectionFile: string): Promise<void> {
  const connection = readConnectionFile(connectionFile);
  const historyFolder = path.join(cacheFolder(), "history");
  const server = new KernelServer({ connection, folder: process.cwd(), historyFolder });
  process.on("SIGINT", () => server.interrupt());
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => void server.end(0));
  watchParent(() => void server.end(1));
  try {
    await server.open();
  } catch (error) {
    report(error);
    await server.end(1);
  }
}

/** Prints the message alone of an error that a learner can mend; any other is a defect, and keeps its stack. */
function report(error: unknown): void {
  console.error(error instanceof TrainbookError ? error.message : error);
  process.exitCode = 1;
}

const [connectionFile] = process.argv.slice(2);
if (connectionFile === undefined) {
  console.error("usage: node launch.js CONNECTION_FILE (Jupyter starts this; see `npx trainbook start`)");
  process.exitCode = 2;
} else {
  launch(connectionFile).catch(report);
}
