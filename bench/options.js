/** The options that `trainbook bench` passes on to a measurement. */
const { parseArgs } = require("node:util");

/**
 * @param {{ rounds: number }} defaults
 * @returns {{ json: string | undefined, rounds: number }}
 */
function benchOptions(defaults) {
  const { values } = parseArgs({ options: { json: { type: "string" }, rounds: { type: "string" } } });
  return { json: values.json, rounds: Number(values.rounds ?? defaults.rounds) };
}

module.exports = { benchOptions };
