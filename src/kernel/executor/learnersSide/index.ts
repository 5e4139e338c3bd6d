/**
 * The few parts of the executor that must run in the learner's realm. They are loaded before the learner's code runs,
 * and use nothing that it could patch.
 */
export { asLearners } from "./asLearners";
export { keepAsyncContexts } from "./asyncContexts";

export { type Check, type Checked, checkOf } from "./check";
export { loadedModules, loadTslab, nodeTimerPromises, nodeTimers, registerBinding } from "./modules";
export { returningPromise, settle } from "./promises";
export { startObserver } from "./startObserver";
