/** koffi, which calls C functions from JavaScript, set up for TensorFlow; and the process's own C library. */
import koffi from "koffi";

/** TensorFlow's large operations overflow koffi's default stacks; sizes can be set only before the first load. */
const stacks = { sync_stack_size: 16 * 2 ** 20, async_stack_size: 8 * 2 ** 20 };
const configured = koffi.config();
if (configured.sync_stack_size !== stacks.sync_stack_size) koffi.config({ ...configured, ...stacks });

/** The symbols that are already in the process: C's standard library. */
export const cLibrary = koffi.load(null);

export { koffi };
