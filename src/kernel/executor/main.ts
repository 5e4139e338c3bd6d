/** The executor's process: the learner's code on its main thread, the watchdog beside it. Started by ExecutorProcess. */
import path from "node:path";
import { MessageChannel, Worker } from "node:worker_threads";
import { CellRunner } from "./cellRunner";
import { followPromises } from "./currentCell";
import { showDisplays } from "./displays";
import { handleInterrupt, heedInterrupts } from "./interrupts";
import type { ExecutorRequest } from "./messages";
import { NotebookModule } from "./notebookModule";
import { captureStreams } from "./outputStreams";
import { sendToServer } from "./serverChannel";
import { SharedFlags } from "./sharedFlags";
import type { WatchdogData } from "./watchdog";

/** Node's 10 frames often end inside a library, before the learner's own line. */
const STACK_FRAMES = 100;

const shared = new SharedFlags();
const requests = new MessageChannel();
const answers = new MessageChannel();
const workerData: WatchdogData = {
  numbers: shared.numbers,
  requests: requests.port2,
  answers: answers.port2,
};
new Worker(path.join(__dirname, "watchdog.js"), {
  workerData,
  transferList: [requests.port2, answers.port2],
});

Error.stackTraceLimit = STACK_FRAMES;
// Terminals send it to the whole group of processes; the server knows what it means.
process.on("SIGINT", () => {});
captureStreams();
showDisplays();
followPromises();

const runner = new CellRunner(new NotebookModule(process.cwd()));
heedInterrupts(shared, (cell) => runner.cancel(cell));
requests.port1.on("message", (request: ExecutorRequest) => {
  if (request.type === "run") runner.run(request);
  else if (request.type === "interrupt") handleInterrupt();
});
sendToServer({ type: "ready" });
