/** A kernel and a front end of it, for tests. */
export { type Channel, type Execution, KernelClient, type Received } from "./kernelClient";
export { KernelProcess, type KernelProcessOptions, launcher } from "./kernelProcess";
export { framesOf, headerOf, sign } from "./wire";
