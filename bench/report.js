/** Medians of alternating runs as a table, with the ratio to ours, and as JSON where a file is asked for. */
const fs = require("node:fs");
const os = require("node:os");

/**
 * @param {{ title: string, peers: string[], runs: Record<string, Record<string, number | null>[]>,
 *   json?: string }} measured the results of each run by peer, the first of which is ours; `json` is a file to write.
 */
function report({ title, peers, runs, json }) {
  // Other work on the machine makes every number worse, and not equally: the load belongs to the numbers.
  const load = os.loadavg()[0]?.toFixed(1);
  const machine = `${os.cpus().length} × ${os.cpus()[0]?.model ?? "unknown"}, Node ${process.version}, ${os.platform()}, load ${load}`;
  const names = [...new Set(peers.flatMap((peer) => (runs[peer] ?? []).flatMap(Object.keys)))];
  const medians = Object.fromEntries(
    peers.map((peer) => [
      peer,
      Object.fromEntries(names.map((name) => [name, median((runs[peer] ?? []).map((run) => run[name]))])),
    ]),
  );
  const [ours = "", ...others] = peers;
  const lines = [["", ours, ...others.flatMap((peer) => [peer, "ratio"])]];
  for (const name of names) {
    const own = medians[ours]?.[name];
    const cells = others.flatMap((peer) => {
      const value = medians[peer]?.[name];
      return [written(name, value), own && value ? (own / value).toFixed(2) : ""];
    });
    lines.push([name, written(name, own), ...cells]);
  }
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  console.log(`${title}: medians of ${runs[ours]?.length ?? 0} alternating runs; ${machine}\n`);
  for (const line of lines) {
    console.log(
      line
        .map((cell, column) => (column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[0] ?? 0)))
        .join("  "),
    );
  }
  if (json) fs.writeFileSync(json, `${JSON.stringify({ title, machine, medians, runs }, null, 2)}\n`);
}

/** @param {(number | null | undefined)[]} values */
function median(values) {
  const known = values.filter((value) => typeof value === "number").sort((a, b) => a - b);
  const [low, high] = [known[(known.length - 1) >> 1], known[known.length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/**
 * @param {string} name
 * @param {number | undefined} value seconds, or a count where the name has a colon
 */
function written(name, value) {
  if (value === undefined) return "–";
  if (name.includes(":")) return String(value);
  return value < 1 ? `${(value * 1000).toFixed(1)} ms` : `${value.toFixed(2)} s`;
}

module.exports = { report };
