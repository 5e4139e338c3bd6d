/**
 * Brings a checkout to where `dist/cli` can run: its Node packages, `dist/`, and the link by which its notebooks
 * import "trainbook". Run as a program (`npm run build`) it does just that.
 */

const { spawn } = require("node:child_process");
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { bundleTfjsVis } = require("./bundleTfjsVis.js");
const { SetupError } = require("./setupError.js");
const { withSetupLock } = require("./setupLock.js");
const { step } = require("./steps.js");

/** @typedef {import("./steps.js").Report} Report */

const root = path.resolve(__dirname, "..");
const inRoot = (/** @type {string[]} */ ...names) => path.join(root, ...names);

/** As in src/engine/installation.ts: only a checkout has the sources. */
const isCheckout = () => fs.existsSync(inRoot("src", "index.ts"));

async function prepareCheckout() {
  if (!nodePackagesFit() || !distFits()) {
    await withSetupLock(inRoot("node-packages.lock.tmp"), async () => {
      if (!nodePackagesFit()) await step("Node packages", installNodePackages);
      if (!distFits()) await step("Building dist", build);
    });
  }
  linkCheckout();
}

// Node packages -------------------------------------------------------------------------------------------

const lockFile = inRoot("package-lock.json");
const packagesStamp = inRoot("node_modules", ".trainbook-stamp");

/** Native packages differ by platform, so a folder shared with another system does not fit. */
const packagesKey = () => `${hash(fs.readFileSync(lockFile))} ${process.platform} ${process.arch}`;

function nodePackagesFit() {
  if (readIfThere(packagesStamp) === packagesKey()) return true;
  if (!npmAgrees()) return false;
  fs.writeFileSync(packagesStamp, packagesKey());
  return true;
}

/** True when npm's own record in node_modules, written when it has finished, matches the lock file. */
function npmAgrees() {
  const record = readIfThere(inRoot("node_modules", ".package-lock.json"));
  if (record === undefined) return false;
  const installed = JSON.parse(record).packages;
  return Object.entries(lockedPackages()).every(
    ([name, entry]) => isForeign(entry) || installed[name]?.integrity === entry.integrity,
  );
}

/**
 * The packages that the lock file names, by their folder.
 * @returns {Record<string, { integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }>}
 */
function lockedPackages() {
  const { "": _project, ...packages } = JSON.parse(fs.readFileSync(lockFile, "utf8")).packages;
  return packages;
}

/** @param {{ optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} entry */
function isForeign({ optional, os, cpu, libc }) {
  const fits = !libc && (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch));
  return optional === true && !fits;
}

/** @param {Report} report */
async function installNodePackages(report) {
  const wanted = Object.entries(lockedPackages())
    .filter(([, entry]) => !isForeign(entry))
    .map(([name]) => inRoot(name));
  const timer = setInterval(() => {
    const there = wanted.filter((folder) => fs.existsSync(path.join(folder, "package.json"))).length;
    report(`${there} of ${wanted.length}`);
  }, 500);
  try {
    // NODE_ENV=production would leave out the compiler and the tests.
    await runNpm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--include=dev"]);
  } finally {
    clearInterval(timer);
  }
  fs.writeFileSync(packagesStamp, packagesKey());
}

/** @param {string[]} args */
async function runNpm(args) {
  const cli = process.env.npm_execpath;
  const result =
    cli && path.basename(cli) === "npm-cli.js"
      ? await run(process.execPath, [cli, ...args])
      : await run("npm", args, { shell: process.platform === "win32" });
  if (result.code === 0) return;
  const missing = result.error?.code === "ENOENT";
  throw new SetupError(
    missing
      ? "npm was not found on PATH.\n  → install Node with npm from https://nodejs.org"
      : `npm ci failed with exit code ${result.code}:\n${result.output.trim()}\n` +
          "  → mend what npm names (network, proxy, disk space), then run the same command again: it goes on",
  );
}

// dist ----------------------------------------------------------------------------------------------------

const buildStamp = (/** @type {string} */ folder) => path.join(folder, ".trainbook-stamp");

/** Every source's name, size and time: a file that was removed or taken back counts as a change too. */
function sourcesKey() {
  const settings = ["tsconfig.json", "tsconfig.build.json", path.join("bin", "bundleTfjsVis.js")];
  const files = [...filesUnder(inRoot("src")), ...settings.map((name) => inRoot(name))];
  const lines = files.map((file) => {
    const { mtimeMs, size } = fs.statSync(file);
    return `${path.relative(root, file)} ${mtimeMs} ${size}`;
  });
  return hash(lines.sort().join("\n"));
}

function distFits() {
  return readIfThere(buildStamp(inRoot("dist"))) === sourcesKey();
}

/** Builds into a folder beside `dist/` and swaps it in, so that no command ever meets half of a build. */
async function build() {
  const key = sourcesKey();
  const fresh = inRoot("dist.new.tmp");
  const old = inRoot("dist.old.tmp");
  for (const folder of [fresh, old]) fs.rmSync(folder, { recursive: true, force: true });
  const tsc = inRoot("node_modules", "typescript", "bin", "tsc");
  const result = await run(process.execPath, [tsc, "-p", inRoot("tsconfig.build.json"), "--outDir", fresh]);
  for (const file of filesUnder(inRoot("src"))) {
    if (file.endsWith(".ts")) continue;
    const target = path.join(fresh, path.relative(inRoot("src"), file));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(file, target);
  }
  if (!fs.existsSync(path.join(fresh, "cli", "main.js"))) {
    throw new SetupError(`The compiler built nothing (exit code ${result.code}):\n${result.output.trim()}`);
  }
  await bundleTfjsVis(fresh);
  // tsc emits in spite of type errors, and someone at work on src may go on with that.
  if (result.code !== 0) process.stderr.write(`\n${result.output.trim()}\nsrc has the type errors above.\n`);
  fs.writeFileSync(buildStamp(fresh), key);
  if (fs.existsSync(inRoot("dist"))) fs.renameSync(inRoot("dist"), old);
  fs.renameSync(fresh, inRoot("dist"));
  fs.rmSync(old, { recursive: true, force: true });
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesUnder(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("__pycache__"))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

// The checkout as a package -------------------------------------------------------------------------------

/** Notebooks and scripts in the checkout import "trainbook" as they would elsewhere. */
function linkCheckout() {
  const link = inRoot("node_modules", "trainbook");
  if (fs.existsSync(link)) return;
  fs.rmSync(link, { force: true });
  const windows = process.platform === "win32";
  fs.symlinkSync(windows ? root : "..", link, windows ? "junction" : "dir");
}

// -----------------------------------------------------------------------------------------------------------

/**
 * Runs a program to its end; what it printed comes back. Ends it when this process is ended.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ shell?: boolean }} [options]
 * @returns {Promise<{ code: number | null, output: string, error?: NodeJS.ErrnoException }>}
 */
function run(command, args, { shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, shell, stdio: ["ignore", "pipe", "pipe"] });
    const stop = () => {
      child.kill();
      process.exit(143);
    };
    process.once("SIGTERM", stop);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    const end = (
      /** @type {number | null} */ code,
      /** @type {NodeJS.ErrnoException | undefined} */ error,
    ) => {
      process.off("SIGTERM", stop);
      resolve({ code, output, error });
    };
    child.once("error", (error) => end(null, error));
    child.once("close", (code) => end(code, undefined));
  });
}

/** @param {string} file */
function readIfThere(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}

/** @param {string | Buffer} content */
function hash(content) {
  return crypto.createHash("sha256").update(content).digest("hex");
}

module.exports = { isCheckout, prepareCheckout };

if (require.main === module) {
  prepareCheckout().catch((error) => {
    process.stderr.write(`${error instanceof SetupError ? error.message : error.stack}\n`);
    process.exitCode = 1;
  });
}
