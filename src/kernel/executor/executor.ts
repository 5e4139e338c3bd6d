/** The executor: the learner's code on its main thread, the watchdog beside it. Loaded in the kernel's own realm. */
import path from "node:path";
import { MessageChannel, Worker } from "node:worker_threads";
import { clearOutputs } from "./cellConsole";
import { carryFetch } from "./cellFetch";
import { carryPrograms } from "./cellPrograms";
import { CellRunner } from "./cellRunner";
import { offerCellRuns } from "./cellRuns";
import { carryTimers } from "./cellTimers";
import { connectComms, receiveComm } from "./comms";
import { cleanFunctionTexts } from "./conversionTraces";
import { followPromises } from "./currentCell";
import { showDisplays } from "./displays";
import { guardNativeCalls, handleInterrupt, heedInterrupts } from "./interrupts";
import { keepAsyncContexts, startObserver } from "./learnersSide";
import type { ExecutorRequest } from "./messages";
import { NotebookModule } from "./modules/notebookModule";
import { captureStreams } from "./outputStreams";
import { receive } from "./ports";
import { definePrompt } from "./prompt";
import { runtimeProperties } from "./properties";
import { reportExit } from "./reportedExit";
import { sendToServer } from "./serverChannel";
import { SharedFlags } from "./sharedFlags";
import { mapStackTraces } from "./stackTraces";
import { reportStrays } from "./strays";
import type { WatchdogData } from "./watchdog";

/** Node's 10 frames often end inside a library, before the learner's own line. */
const STACK_FRAMES = 100;

// Before the worker, which would open Node's own streams: those make native code's writes fail when the pipe is full.
captureStreams();
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
keepAsyncContexts();
// The server knows what it means.
globalThis.process.on("SIGINT", () => {});
mapStackTraces();
cleanFunctionTexts();
clearOutputs();
showDisplays();
connectComms();
carryTimers();
carryFetch();
carryPrograms();
guardNativeCalls();
offerCellRuns();
definePrompt(shared, answers.port1);

const runner = new CellRunner(new NotebookModule(process.cwd()));
runner.observer = startObserver(runner.names);
heedInterrupts(shared, (cell) => runner.cancel(cell));
reportExit();
reportStrays((cell) => runner.isRunning(cell));

function serve(request: ExecutorRequest): void {
  switch (request.type) {
    case "run":
      runner.run(request);
      break;
    case "interrupt":
      handleInterrupt();
      break;
    case "properties": {
      const found = runtimeProperties(runner.names, request.path);
      sendToServer({ type: "properties", request: request.request, ...found });
      break;
    }
    case "comm_open":
    case "comm_msg":
    case "comm_close":
      receiveComm(request);
      break;
    case "input":
      // The watchdog has handed it to the waiting prompt.
      break;
  }
}

receive(requests.port1, serve);
followPromises();
sendToServer({ type: "ready" });
