/**
 * The executor's second thread. It receives the server's requests whatever the main thread does: it forwards them,
 * raises interrupts, cuts through code that does not heed them, and ends the process, with all that the learner's code
 * has started, when the server is gone.
 */
import { Session } from "node:inspector";
import { Socket } from "node:net";
import { type MessagePort, workerData } from "node:worker_threads";
import { becomeSubreaper, endDescendants } from "../../processes";
import { signalBlockingProgram } from "./blockingProgram";
import { fromServer } from "./channelNumbers";
import { JsonLines } from "./jsonLines";
import type { ExecutorRequest } from "./messages";
import { SharedFlags } from "./sharedFlags";

/** The data that the main thread hands to the watchdog. */
export interface WatchdogData {
  numbers: Int32Array;
  /** Requests for the main thread's event loop. */
  requests: MessagePort;
  /** Answers to `prompt`, which the main thread fetches while it blocks. */
  answers: MessagePort;
}

const { numbers, requests, answers } = workerData as WatchdogData;

/** Milliseconds that running code has to heed an interrupt. */
const PATIENCE = 200;

let cutting: NodeJS.Timeout | undefined;
/** How often V8 was found not to have ended the code yet. */
let unheeded = 0;

function receive(request: ExecutorRequest): void {
  if (request.type === "interrupt") {
    // A second one while the first is being dealt with means the same.
    if (interruptPending()) return;
    Atomics.store(numbers, SharedFlags.interrupt, 1);
    requests.postMessage(request);
    wakePrompt();
    clearInterval(cutting);
    cutting = setInterval(cutThrough, PATIENCE);
  } else if (request.type === "input") {
    answers.postMessage(request.value);
    wakePrompt();
  } else {
    requests.postMessage(request);
    // What programs of cells leave behind shall stay below this process. The start does not wait for it.
    if (request.type === "run") becomeSubreaper();
  }
}

function wakePrompt(): void {
  Atomics.add(numbers, SharedFlags.wakeUps, 1);
  Atomics.notify(numbers, SharedFlags.wakeUps);
}

const interruptPending = () => Atomics.load(numbers, SharedFlags.interrupt) === 1;

function cutThrough(): void {
  if (!interruptPending()) {
    clearInterval(cutting);
    return;
  }
  // The call returns to code that heeds the interrupt by itself.
  if (Atomics.load(numbers, SharedFlags.nativeCall) === 1) return;
  // The last termination may have hit the very arrival of this request.
  requests.postMessage({ type: "interrupt" } satisfies ExecutorRequest);
  if (Atomics.exchange(numbers, SharedFlags.termination, 1) === 1) {
    signalBlockingProgram(unheeded++ === 0 ? "SIGINT" : "SIGKILL");
    return;
  }
  unheeded = 0;
  // The main thread withdraws the interrupt first and looks at the termination then, so one of us sees the other.
  if (!interruptPending()) {
    terminated();
    return;
  }
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.terminateExecution", () => {
    terminated();
    // A process that ends with a session open says on stderr that it waits for its debugger.
    session.disconnect();
  });
}

function terminated(): void {
  Atomics.store(numbers, SharedFlags.termination, 0);
  Atomics.notify(numbers, SharedFlags.termination);
}

const socket = new Socket({ fd: fromServer, readable: true, writable: false });
const lines = new JsonLines<ExecutorRequest>(receive);
socket.on("data", (chunk: Buffer) => lines.push(chunk));
socket.on("error", () => {});
// The server has ended, and nobody would hear what the learner's code computes, however busy it is.
socket.on("close", () => void endWithPrograms());
// The main thread cannot be reached any more: its code has closed its ports.
requests.on("close", () => void endWithPrograms());

async function endWithPrograms(): Promise<void> {
  await endDescendants(process.pid, { group: process.pid });
  process.kill(process.pid, "SIGKILL");
}
