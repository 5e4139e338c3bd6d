/** Namespaces of Linux around a command: what namespaces.py does, and whether this system offers it. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { environmentExecutable } from "../../engine";

export interface NamespaceOptions {
  /** Folders that can be written to; everything else can only be read. */
  writable: readonly string[];
  /** Folders that seem empty, but for what in them is writable or shown. */
  hidden: readonly string[];
  shown: readonly string[];
  /** Whether the network can be reached. */
  hasNetwork: boolean;
}

/** The command, with its arguments, that runs what follows it in namespaces. */
export function withinNamespaces({ writable, hidden, shown, hasNetwork }: NamespaceOptions): string[] {
  const folders = Object.entries({ writable, hidden, shown });
  const options = folders.flatMap(([name, paths]) => paths.flatMap((folder) => [`--${name}`, folder]));
  const python = environmentExecutable("python");
  return [
    python,
    path.join(__dirname, "namespaces.py"),
    ...options,
    ...(hasNetwork ? ["--network"] : []),
    "--",
  ];
}

let offered: boolean | undefined;

/** Whether this system lets this user make them. */
export function offersNamespaces(): boolean {
  offered ??= process.platform === "linux" && isWorking();
  return offered;
}

function isWorking(): boolean {
  const [command = "", ...args] = withinNamespaces({
    writable: [],
    hidden: [],
    shown: [],
    hasNetwork: false,
  });
  return spawnSync(command, [...args, "true"], { stdio: "ignore", timeout: 10_000 }).status === 0;
}
