import { describeDeath } from "../../../src/kernel/server/executorDeath";

const UNCAUGHT = "cell [1]:1\n\nError: again\n    at cell [1]:1:58\n\nNode.js v20.19.0\n";

test.each([
  [{ code: 3, signal: null }, { said: "", exitCode: 3 }, "the code ended it (process.exit, exit code 3)"],
  [
    { code: 3, signal: null },
    { said: "JavaScript heap out of memory", exitCode: 3 },
    "the code ended it (process.exit, exit code 3)",
  ],
  [
    { code: 7, signal: null },
    { said: "" },
    "native code ended it, or it had nothing left to do (exit code 7",
  ],
  [
    { code: 7, signal: null },
    { said: UNCAUGHT },
    "Node.js met an error that it could not hand on (exit code 7)",
  ],
  [{ code: null, signal: "SIGKILL" as const }, { said: "" }, "it was killed (SIGKILL), perhaps because"],
  [
    { code: null, signal: "SIGKILL" as const, disconnected: true as const },
    { said: "" },
    "the code closed its connection to the kernel",
  ],
  [{ code: null, signal: "SIGSEGV" as const }, { said: "" }, "native code crashed (SIGSEGV)"],
  [{ code: null, signal: "SIGTERM" as const }, { said: "" }, "it was ended by SIGTERM"],
  [
    { code: null, signal: "SIGXCPU" as const },
    { said: "" },
    "it had used up its time on the processor (SIGXCPU)",
  ],
  [{ code: null, signal: "SIGABRT" as const }, { said: "" }, "it aborted (SIGABRT)"],
  [{ code: 134, signal: null }, { said: "" }, "it aborted (exit code 134)"],
  [
    { code: null, signal: "SIGABRT" as const },
    { said: "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory" },
    "it ran out of memory",
  ],
  [
    { code: null, signal: "SIGABRT" as const },
    { said: "terminate called after throwing an instance of 'std::bad_alloc'" },
    "it ran out of memory",
  ],
  [{ code: 134, signal: null }, { said: "JavaScript heap out of memory" }, "it ran out of memory"],
])("describeDeath(%j, %j)", (end, last, reason) => {
  expect(describeDeath(end, last)).toContain(`The kernel's process has ended: ${reason}`);
});
