/** The Python environments of the measurements: trainbook's own, and those of peers that it does not hold. */
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
const executable = (/** @type {string} */ folder) =>
  process.platform === "win32"
    ? path.join(folder, "Scripts", "python.exe")
    : path.join(folder, "bin", "python");

const own = path.join(root, ".venv");

/** trainbook's own environment, made by set-up. */
const environment = { python: executable(own), jupyter: path.join(own, "share", "jupyter") };

/**
 * Makes the environment of a measurement's peers where it is missing or of another list.
 *
 * @param {string} measurement whose folder holds the list.
 * @returns {string} its Python.
 */
function peersPython(measurement) {
  const folder = path.join(root, ".venv-bench", measurement);
  const list = path.join(__dirname, measurement, "requirements.txt");
  const stamp = path.join(folder, "requirements.txt");
  const python = executable(folder);
  const wanted = fs.readFileSync(list, "utf8");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === wanted) return python;
  process.stderr.write("Installing what to measure against …\n");
  fs.rmSync(folder, { recursive: true, force: true });
  execFileSync(environment.python, ["-m", "venv", folder], { stdio: "inherit" });
  execFileSync(python, ["-m", "pip", "install", "--quiet", "--require-hashes", "-r", list], {
    stdio: "inherit",
  });
  fs.writeFileSync(stamp, wanted);
  return python;
}

module.exports = { environment, peersPython };
