import { describeDeath } from "../../../src/kernel/server/executorDeath";

test.each([
  [{ code: 3, signal: null }, "", "the code ended it (process.exit, exit code 3)"],
  [{ code: null, signal: "SIGKILL" as const }, "", "it was killed (SIGKILL), perhaps because"],
  [{ code: null, signal: "SIGSEGV" as const }, "", "native code crashed (SIGSEGV)"],
  [{ code: null, signal: "SIGABRT" as const }, "", "it aborted (SIGABRT)"],
  [
    { code: null, signal: "SIGABRT" as const },
    "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
    "it ran out of memory",
  ],
  [{ code: 134, signal: null }, "JavaScript heap out of memory", "it ran out of memory"],
])("describeDeath(%j) after %j", (end, saidLast, reason) => {
  expect(describeDeath(end, saidLast)).toContain(`The kernel's process has ended: ${reason}`);
});
