/** Says in plain words why the process that runs the learner's code has ended. */

export interface ExecutorEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** `saidLast` is the end of what the process wrote to its standard error. */
export function describeDeath({ code, signal }: ExecutorEnd, saidLast: string): string {
  const reason = reasonFor({ code, signal }, saidLast);
  return `The kernel's process has ended: ${reason}. What the cells had defined is gone: run them again.`;
}

function reasonFor({ code, signal }: ExecutorEnd, saidLast: string): string {
  if (/heap out of memory|allocation failed/i.test(saidLast)) return "it ran out of memory";
  if (signal === "SIGKILL") return "it was killed (SIGKILL), perhaps because the machine ran out of memory";
  if (signal === "SIGSEGV" || signal === "SIGBUS") return `native code crashed (${signal})`;
  if (signal === "SIGABRT") return "it aborted (SIGABRT)";
  if (signal !== null) return `it was ended by ${signal}`;
  return `the code ended it (process.exit, exit code ${code})`;
}
