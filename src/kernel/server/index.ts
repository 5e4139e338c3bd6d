/** The kernel's server: Jupyter's messaging protocol. */
export { ConnectionError, readConnectionFile } from "./connection";
export { KernelServer, type KernelServerOptions } from "./kernelServer";
export { watchParent } from "./parentWatch";
