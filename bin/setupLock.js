/**
 * One set-up at a time: two terminals, or two commands that both find something missing, must not install
 * into the same folder at once.
 */

const fs = require("node:fs");

/** The holder touches its lock this often; one that lies untouched for much longer belongs to nobody. */
const heartbeat = 2_000;
const abandonedAfter = 60_000;

/**
 * Does the work while holding the lock, a file that names the process at work. Waits for a set-up that is
 * under way; takes over from one that died.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withSetupLock(file, work) {
  let told = false;
  while (!take(file)) {
    if (isAbandoned(file)) {
      fs.rmSync(file, { force: true });
      continue;
    }
    if (!told) process.stderr.write("Another set-up is at work here; waiting for it to finish.\n");
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const timer = setInterval(() => touch(file), heartbeat).unref();
  const release = () => fs.rmSync(file, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    process.off("exit", release);
    release();
  }
}

/** @param {string} file */
function take(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} file */
function touch(file) {
  try {
    fs.utimesSync(file, new Date(), new Date());
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

/**
 * True when the lock's process is gone, or its number has gone to another process (after a restart, or in a
 * container).
 * @param {string} file
 */
function isAbandoned(file) {
  try {
    if (Date.now() - fs.statSync(file).mtimeMs > abandonedAfter) return true;
    const owner = Number(fs.readFileSync(file, "utf8"));
    if (owner === process.pid) return true;
    // 0 would be our own process group: the holder has not yet written its number.
    if (owner > 0) process.kill(owner, 0);
    return false;
  } catch (error) {
    // EPERM: the process lives, and is another user's.
    return codeOf(error) === "ESRCH" || codeOf(error) === "ENOENT";
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}

module.exports = { withSetupLock };
