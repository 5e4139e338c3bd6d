/** Modules as the learner's code has them. */
import timers from "node:timers";
import timerPromises from "node:timers/promises";

export const nodeTimers = timers;
export const nodeTimerPromises = timerPromises;

/** The CommonJS modules that have been loaded, by file: `require.cache`. */
export const loadedModules = require.cache;

/** Loads the package that `import … from "tslab"` means. */
export const loadTslab = (): unknown => require("../../../display/tslab");

/** Lets tfjs-node-gpu run on TensorFlow's own library. */
export const registerBinding = (): unknown => require("../../../engine/register");
