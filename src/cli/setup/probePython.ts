/** Asks a Python what it is. */
import { execFile } from "node:child_process";
import type { PythonVersion } from "./supportedPython";

/** The facts that a Python reports about itself. */
export interface PythonFacts {
  /** The interpreter's own path, which tells two names of one Python. */
  executable: string;
  version: PythonVersion;
  /** 32 for a Python that no wheel of TensorFlow fits. */
  bits: number;
  /** `x86_64`, `arm64`, …: on a Mac a Python can be built for another processor than Node. */
  machine: string;
  /** False where the system ships `venv` or `ensurepip` as a package of its own. */
  hasVenv: boolean;
}

/** Why a name on PATH is not a Python: the first line that it printed, or the system's error. */
export interface PythonFailure {
  problem: string;
}

/** Runs under Python 2 too. */
const question = `
import json, platform, struct, sys
try:
    import ensurepip, venv
    has_venv = True
except ImportError:
    has_venv = False
print(json.dumps({"executable": sys.executable, "version": list(sys.version_info[:3]),
    "bits": struct.calcsize("P") * 8, "machine": platform.machine(), "hasVenv": has_venv}))
`;

/**
 * Runs a Python and returns its facts. A name on PATH that cannot be run is no error: version managers leave
 * shims for versions that are not installed, Windows has one that opens its shop.
 */
export function probePython(command: string): Promise<PythonFacts | PythonFailure> {
  return new Promise((resolve) => {
    execFile(command, ["-c", question], { timeout: 20_000 }, (error, stdout, stderr) => {
      const facts = error ? undefined : factsIn(stdout);
      if (facts) return resolve(facts);
      if (error?.code === "ENOENT") return resolve({ problem: "there is no such program" });
      const said = stderr.trim().split("\n")[0] || error?.message.split("\n")[0];
      resolve({ problem: said || "it does not answer like a Python" });
    });
  });
}

function factsIn(answer: string): PythonFacts | undefined {
  try {
    const facts = JSON.parse(answer);
    return Array.isArray(facts?.version) ? facts : undefined;
  } catch {
    return undefined;
  }
}
