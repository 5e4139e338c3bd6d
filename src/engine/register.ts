/**
 * Makes `@tensorflow/tfjs-node-gpu` run on TensorFlow's own library. Imported by trainbook itself, or ahead of
 * everything with `node --import trainbook/register`.
 *
 * Where set-up has put our binding in its place there is nothing to do. Otherwise tfjs-node-gpu's next load
 * is led to it: it asks the module `@mapbox/node-pre-gyp` for the path of its native file, so that module is
 * answered for in Node's cache of modules.
 */
import { createRequire } from "node:module";
import { TrainbookError } from "../trainbookError";
import { bindingEntry, inspectBindingLink } from "./bindingLink";
import { restoreUtilFunctions } from "./nodeUtil";
import { tfjsNodePackage } from "./tfjsNodePackage";

/** tfjs-node-gpu was imported before trainbook, and runs on another binding. */
export class ImportOrderError extends TrainbookError {}

function register(): void {
  restoreUtilFunctions();
  const packageFile = tfjsNodePackage();
  if (inspectBindingLink(packageFile) === "ours") return;
  const require = createRequire(packageFile);
  const main = require.cache[require.resolve("@tensorflow/tfjs-node-gpu")];
  if (main?.loaded && require.cache[bindingEntry] === undefined) {
    throw new ImportOrderError(
      "@tensorflow/tfjs-node-gpu was imported before trainbook and runs on a native binding of its own.",
      { cure: 'import "trainbook" first, or run node --import trainbook/register' },
    );
  }
  const finder = require.resolve("@mapbox/node-pre-gyp");
  const Module = require("node:module") as typeof import("node:module").Module;
  const module = new Module(finder);
  module.filename = finder;
  module.loaded = true;
  module.exports = { find: () => bindingEntry };
  require.cache[finder] = module;
}

register();
