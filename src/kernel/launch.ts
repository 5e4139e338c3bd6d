/**
 * The kernel's process: `node launch.js CONNECTION_FILE`, as the kernelspec says. The working folder is the
 * notebook's, and modules resolve from there.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { Execution } from "./execution";
import { KernelServer } from "./server";

const SERVER_CHECK = 1_000;

/** Node's 10 frames often end inside tfjs, before the learner's own line. */
const STACK_FRAMES = 100;

function launch(connectionFile: string): void {
  const engine = path.join(__dirname, "..", "engine", "register.js");
  if (existsSync(engine)) require(engine);

  Error.stackTraceLimit = STACK_FRAMES;
  const execution = new Execution(process.cwd());
  const server = new KernelServer(execution, connectionFile);
  process.on("SIGINT", () => execution.executor.interrupt());
  process.on("uncaughtException", (error) => server.reportStray("Uncaught", error));
  process.on("unhandledRejection", (reason) => server.reportStray("Uncaught in a promise", reason));
  endWithTheServer();
  void server.init();
}

/** A kernel whose Jupyter server has died would otherwise wait for messages for ever. */
function endWithTheServer(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, SERVER_CHECK).unref();
}

const [connectionFile] = process.argv.slice(2);
if (connectionFile === undefined) {
  console.error("usage: node launch.js CONNECTION_FILE (Jupyter starts this; see `npx trainbook start`)");
  process.exitCode = 2;
} else {
  launch(connectionFile);
}
