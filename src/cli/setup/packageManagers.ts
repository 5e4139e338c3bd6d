/** Which command installs a Python, or what a Python lacks, on this system. */
import { existsSync, readFileSync } from "node:fs";
import type { PythonRange } from "./supportedPython";

/** The systems whose commands we know. */
type System = "apt" | "dnf" | "pacman" | "apk" | "brew" | "winget" | "unknown";

const byDistribution: Record<string, System> = {
  debian: "apt",
  ubuntu: "apt",
  fedora: "dnf",
  rhel: "dnf",
  centos: "dnf",
  arch: "pacman",
  alpine: "apk",
};

function thisSystem(): System {
  if (process.platform === "darwin") return "brew";
  if (process.platform === "win32") return "winget";
  const release = "/etc/os-release";
  if (!existsSync(release)) return "unknown";
  return systemOf(readFileSync(release, "utf8"));
}

/** The package manager of a Linux, from its os-release: its own name first, then those it derives from. */
export function systemOf(osRelease: string): System {
  const value = (key: string) =>
    new RegExp(`^${key}="?([^"\n]*)"?$`, "m").exec(osRelease)?.[1]?.split(" ") ?? [];
  for (const name of [...value("ID"), ...value("ID_LIKE")]) {
    const system = byDistribution[name];
    if (system) return system;
  }
  return "unknown";
}

/**
 * How to install a Python of the range.
 *
 * @param options.ownFits false where the system's own Python is there and does not fit: then only one with a
 * version in its name is a help
 */
export function installPythonCure(
  range: PythonRange,
  { ownFits }: { ownFits: boolean },
  system: System = thisSystem(),
): string {
  const version = `3.${Number.isFinite(range.newest) ? range.newest : range.oldest + 3}`;
  const site = `Python ${version} from https://www.python.org/downloads/`;
  const name = ownFits ? "3" : version;
  switch (system) {
    case "apt":
      return `sudo apt install python${name} python${name}-venv   (or ${site})`;
    case "dnf":
      return `sudo dnf install python${name}   (or ${site})`;
    case "pacman":
      // Arch has one Python, its newest; others come from elsewhere.
      return ownFits ? "sudo pacman -S python" : `install ${site}`;
    case "apk":
      return ownFits ? "sudo apk add python3" : `install ${site}`;
    case "brew":
      return `brew install python@${version}   (or ${site})`;
    case "winget":
      return `winget install Python.Python.${version}   (or ${site})`;
    default:
      return `install ${site}`;
  }
}

/** How to add `venv` to a Python 3 that lacks it. */
export function installVenvCure(minor: number, system: System = thisSystem()): string {
  if (system === "apt") return `sudo apt install python3.${minor}-venv`;
  return `install the package of your system that holds the venv and ensurepip modules of Python 3.${minor}`;
}
