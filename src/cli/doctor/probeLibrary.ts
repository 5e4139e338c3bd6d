/**
 * Loads TensorFlow's library and prints, as JSON, its version and devices. The doctor runs this as a process of
 * its own: a damaged library may end the process that loads it.
 */
import { describeRuntime } from "../../engine";

console.log(JSON.stringify(describeRuntime()));
