/** An error before `dist/` is there: the machine's, never a defect of ours, so its message is enough. */
class SetupError extends Error {}

module.exports = { SetupError };
