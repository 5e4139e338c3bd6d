/** Where the tfjs-node-gpu lies that this trainbook serves. */
import { createRequire } from "node:module";
import path from "node:path";
import { TrainbookError } from "../trainbookError";
import { packageRoot } from "./installation";

/** tfjs-node-gpu, trainbook's peer dependency, is not installed. */
export class TfjsNodeNotFoundError extends TrainbookError {}

/**
 * The path of tfjs-node-gpu's package.json.
 *
 * @throws {TfjsNodeNotFoundError} with the command that installs it.
 */
export function tfjsNodePackage(): string {
  const require = createRequire(path.join(packageRoot, "package.json"));
  try {
    return require.resolve("@tensorflow/tfjs-node-gpu/package.json", { paths: [packageRoot, process.cwd()] });
  } catch (error) {
    throw new TfjsNodeNotFoundError("The package @tensorflow/tfjs-node-gpu is not installed.", {
      cure: "npm install --ignore-scripts @tensorflow/tfjs-node-gpu@4.22.0",
      cause: error,
    });
  }
}
