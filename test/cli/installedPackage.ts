/**
 * trainbook as it lies in another project: a copy of bin/ and dist/ in a folder of its own, with this
 * checkout's Node packages. Its Python environment is in a cache folder of its own.
 */
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { type CommandResult, runNode } from "./runCommand";
import { writeFiles } from "./temporaryFolder";

export const root = path.resolve(__dirname, "..", "..");

export interface InstalledPackage {
  /** The package itself. */
  folder: string;
  /** The Python environment that its set-up makes. */
  environment: string;
  /** Runs a command of it. */
  trainbook(args: string[], options?: Parameters<typeof runNode>[1]): Promise<CommandResult>;
}

/** Installs trainbook into `home`; `requirements` stands in for its requirements.txt. */
export function installPackage(home: string, requirements?: string): InstalledPackage {
  const folder = path.join(home, "package");
  mkdirSync(folder, { recursive: true });
  for (const name of ["bin", "dist"])
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  for (const name of ["package.json", "requirements.txt"]) {
    copyFileSync(path.join(root, name), path.join(folder, name));
  }
  if (requirements !== undefined) {
    writeFiles(folder, { "requirements.txt": requirements, "requirements-cuda.txt": "" });
  }
  linkNodePackages(folder);
  const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  return {
    folder,
    environment: path.join(home, "cache", `environment-${version}`),
    trainbook: (args, options = {}) =>
      runNode([path.join(folder, "bin", "trainbook.js"), ...args], {
        cwd: home,
        ...options,
        env: { TRAINBOOK_CACHE: path.join(home, "cache"), TRAINBOOK_DATA: "", ...options.env },
      }),
  };
}

/** Links every Node package, but copies the place of tfjs-node-gpu into which set-up puts our binding. */
function linkNodePackages(folder: string): void {
  const [from, to] = [path.join(root, "node_modules"), path.join(folder, "node_modules")];
  const binding = path.join("@tensorflow", "tfjs-node-gpu");
  linkEntries(from, to, (name) => name !== "@tensorflow" && name !== "trainbook");
  linkEntries(
    path.join(from, "@tensorflow"),
    path.join(to, "@tensorflow"),
    (name) => name !== "tfjs-node-gpu",
  );
  linkEntries(
    path.join(from, binding),
    path.join(to, binding),
    (name) => name !== "lib" && name !== "package.json",
  );
  copyFileSync(path.join(from, binding, "package.json"), path.join(to, binding, "package.json"));
}

/** Makes `to` a folder that holds links to what `from` holds. */
export function linkEntries(from: string, to: string, wanted: (name: string) => boolean = () => true): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter(wanted))
    symlinkSync(path.join(from, name), path.join(to, name));
}
