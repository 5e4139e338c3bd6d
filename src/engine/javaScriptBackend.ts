/**
 * The last resort: tfjs's own backend in plain JavaScript, for platforms that TensorFlow's library does not
 * reach. Any further fallback (WebGPU, WebAssembly) is chosen here too.
 */
import { createRequire } from "node:module";
import { tfjsNodePackage } from "./tfjsNodePackage";

/** The cost, for messages: a training step of the course's network took 55 s instead of 0.04 s. */
export const javaScriptBackendCost = "trains over a thousand times slower";

/**
 * Makes tfjs-node-gpu, which is loading at this moment and will ask for its own backend, get tfjs's `cpu`.
 *
 * @param reason why, for the one line that says so on stderr.
 * @returns an object to stand where the native binding would.
 */
export function useJavaScriptBackend(reason: string): object {
  const tfjs = createRequire(tfjsNodePackage())("@tensorflow/tfjs") as typeof import("@tensorflow/tfjs");
  const engine = tfjs.engine();
  const setBackend = engine.setBackend;
  engine.setBackend = (name) => {
    engine.setBackend = setBackend;
    const selected = engine.setBackend(name === "tensorflow" ? "cpu" : name);
    // At its first use tfjs would advise to install tfjs-node, which is what the user has just imported.
    Object.assign(engine.backend, { firstUse: false });
    return selected;
  };
  process.stderr.write(
    `trainbook: ${reason}; tfjs's JavaScript backend computes instead, and ${javaScriptBackendCost}.\n`,
  );
  return {};
}
