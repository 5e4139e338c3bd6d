/**
 * Where trainbook itself lies, and where it keeps what it fetches.
 *
 * A checkout keeps its Python environment in `.venv`, beside the sources; as a dependency of another project
 * trainbook lies in `node_modules`, which `npm ci` empties, so there the environment goes to the user's cache.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** The folder that holds trainbook's package.json. */
export const packageRoot: string = path.resolve(__dirname, "..", "..");

/** trainbook's own version, from its package.json. */
export const packageVersion: string = JSON.parse(
  readFileSync(path.join(packageRoot, "package.json"), "utf8"),
).version;

/** True where trainbook runs from its repository, false where it is a dependency. */
export const isCheckout: boolean = existsSync(path.join(packageRoot, "src", "index.ts"));

/**
 * The user's cache folder for trainbook: `TRAINBOOK_CACHE`, or the platform's own place
 * (`$XDG_CACHE_HOME` or `~/.cache`, `~/Library/Caches`, `%LOCALAPPDATA%`) with `trainbook` under it.
 */
export function cacheFolder(): string {
  if (process.env.TRAINBOOK_CACHE) return path.resolve(process.env.TRAINBOOK_CACHE);
  if (process.platform === "darwin") return path.join(homedir(), "Library", "Caches", "trainbook");
  if (process.platform === "win32") {
    return path.join(process.env.LOCALAPPDATA ?? path.join(homedir(), "AppData", "Local"), "trainbook");
  }
  return path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache"), "trainbook");
}

/** The Python environment that set-up makes: JupyterLab, the TensorFlow wheel, the offline digits. */
export function environmentFolder(): string {
  return isCheckout
    ? path.join(packageRoot, ".venv")
    : path.join(cacheFolder(), `environment-${packageVersion}`);
}

/** The environment's `site-packages`, or undefined before set-up has made it. */
export function sitePackages(environment: string = environmentFolder()): string | undefined {
  const windows = path.join(environment, "Lib", "site-packages");
  if (existsSync(windows)) return windows;
  const lib = path.join(environment, "lib");
  if (!existsSync(lib)) return undefined;
  const python = readdirSync(lib).find((name) => /^python3\.\d+$/.test(name));
  return python && path.join(lib, python, "site-packages");
}

/** An executable of the environment, such as `python` or `jupyter`. */
export function environmentExecutable(name: string, environment: string = environmentFolder()): string {
  return process.platform === "win32"
    ? path.join(environment, "Scripts", `${name}.exe`)
    : path.join(environment, "bin", name);
}
