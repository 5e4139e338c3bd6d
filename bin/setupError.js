/** What goes wrong before `dist/` is there is the machine's, never a defect of ours: its message is enough. */
class SetupError extends Error {}

module.exports = { SetupError };
