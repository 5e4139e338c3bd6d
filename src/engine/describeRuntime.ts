/** The version and the devices that TensorFlow's library reports on this machine. */
import type { Device } from "./runtime";

/**
 * Loads the library, and returns its version and the devices that it computes on.
 *
 * @throws {LibraryNotFoundError} before set-up. @throws {LibraryLoadError} for a library that will not load.
 */
export function describeRuntime(): { version: string; devices: readonly Device[] } {
  // Loaded only now: koffi need not exist where TensorFlow does not.
  const { runtime } = require("./runtime") as typeof import("./runtime");
  const { version, devices } = runtime();
  return { version, devices };
}
