/** Says in plain words why the process that runs the learner's code has ended. */

import type { ExecutorEnd } from "../executor";

/** The executor's last words. */
export interface LastWords {
  /** The end of what the process wrote to its standard error. */
  said: string;
  /** The code with which `process.exit` was called, where it was. */
  exitCode?: number;
}

export function describeDeath(end: ExecutorEnd, last: LastWords): string {
  return `The kernel's process has ended: ${reasonFor(end, last)}. What the cells had defined is gone: run them again.`;
}

/** Node writes its version below an error with which it ends. */
const NODES_LAST_WORD = /^Node\.js v\d/m;
const OUT_OF_MEMORY = /heap out of memory|allocation failed|std::bad_alloc|invalid table size/i;
const CRASHES = new Set(["SIGSEGV", "SIGBUS", "SIGILL", "SIGTRAP", "SIGFPE", "SIGSYS"]);

function reasonFor({ code, signal, disconnected }: ExecutorEnd, { said, exitCode }: LastWords): string {
  if (signal === null && code === exitCode) return `the code ended it (process.exit, exit code ${code})`;
  if (disconnected) return "the code closed its connection to the kernel (file descriptors 3 and 4)";
  // Windows has no signals.
  const aborted = code === 134 || ["SIGABRT", "SIGTRAP", "SIGILL"].includes(String(signal));
  if (aborted && OUT_OF_MEMORY.test(said)) return "it ran out of memory";
  if (signal === "SIGKILL") return "it was killed (SIGKILL), perhaps because the machine ran out of memory";
  if (signal === "SIGABRT") return "it aborted (SIGABRT)";
  if (signal === "SIGXCPU") return "it had used up its time on the processor (SIGXCPU)";
  if (signal === "SIGXFSZ") return "it wrote a file larger than it may be (SIGXFSZ)";
  if (signal !== null && CRASHES.has(signal)) return `native code crashed (${signal})`;
  if (signal !== null) return `it was ended by ${signal}`;
  if (code === 134) return "it aborted (exit code 134)";
  if (NODES_LAST_WORD.test(said)) return `Node.js met an error that it could not hand on (exit code ${code})`;
  return `native code ended it, or it had nothing left to do (exit code ${code}, without process.exit)`;
}
