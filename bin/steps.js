/**
 * How set-up speaks: one line a step, with what it did and how long it took. A step that finds its work done
 * says nothing. All goes to stderr, so that stdout stays a command's own (`doctor --json`).
 */

/**
 * Tells how far a step has come.
 * @callback Report
 * @param {string} detail such as "31 of 87 packages, 120 MB"
 * @returns {void}
 */

/** On a terminal the line moves twice a second; in a log file a new line now and then is enough. */
const logInterval = 15_000;

/**
 * Runs one step of set-up under a line of its own, which ends with the seconds it took.
 *
 * @template T
 * @param {string} title what the step provides, such as "Node packages"
 * @param {(report: Report) => Promise<T> | T} work
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} [output]
 * @returns {Promise<T>}
 */
async function step(title, work, output = process.stderr) {
  const started = Date.now();
  let lastLine = started;
  let detail = "";
  const live = output.isTTY === true;
  const seconds = () => ((Date.now() - started) / 1000).toFixed(1);
  const redraw = () => {
    const line = `${title} … ${detail ? `${detail}, ` : ""}${Math.floor((Date.now() - started) / 1000)} s`;
    output.write(`\r\u001b[K${line.slice(0, (output.columns ?? 80) - 1)}`);
  };
  const timer = live ? setInterval(redraw, 500).unref() : undefined;
  if (live) redraw();
  try {
    const result = await work((text) => {
      detail = text;
      if (live || Date.now() - lastLine < logInterval) return;
      lastLine = Date.now();
      output.write(`${title}: ${detail} after ${seconds()} s\n`);
    });
    output.write(`${live ? "\r\u001b[K" : ""}${title} … ${seconds()} s\n`);
    return result;
  } catch (error) {
    output.write(`${live ? "\r\u001b[K" : ""}${title} … failed after ${seconds()} s\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

module.exports = { step };
