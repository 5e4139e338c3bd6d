/** Node, the Python environment and the disk. */
import { existsSync } from "node:fs";
import { cacheFolder } from "../../engine";
import {
  describeRange,
  findPython,
  freeBytes,
  gigabytes,
  isEnvironmentComplete,
  judgeVersion,
  probePython,
  pythonOf,
  supportedRange,
  wheelForThisMachine,
} from "../setup";
import { type Finding, findingOf, setupCure } from "./finding";

/** bin/trainbook.js refuses a Node that is too old, so there is one that fits. */
export function checkNode(): Finding {
  return { name: "Node", ok: true, found: `${process.versions.node} (${process.execPath})` };
}

/** The environment's Python or, before set-up, the one that set-up would take. */
export async function checkPython(environment: string): Promise<Finding> {
  const name = "Python";
  const command = pythonOf(environment);
  if (!existsSync(command)) {
    const found = `no environment at ${environment}`;
    try {
      const { version } = await findPython();
      return { name, ok: false, found: `${found}; set-up would use Python ${version}`, cure: setupCure };
    } catch (error) {
      const finding = findingOf(name, error);
      return { ...finding, found: `${found}; ${finding.found}` };
    }
  }
  const facts = await probePython(command);
  if ("problem" in facts) {
    return { name, ok: false, found: `${command} does not run: ${facts.problem}`, cure: setupCure };
  }
  const version = facts.version.join(".");
  const range = supportedRange();
  const verdict = judgeVersion(facts.version, range);
  if (verdict === "supported") return { name, ok: true, found: `${version} (${command})` };
  const found = `${version} in ${environment} is ${verdict}: Python ${describeRange(range)} is needed`;
  return { name, ok: false, found, cure: setupCure };
}

/** Whether set-up has finished and its lists have not changed since. */
export function checkPackages(environment: string): Finding {
  const name = "Python packages";
  if (isEnvironmentComplete(environment, wheelForThisMachine())) {
    return { name, ok: true, found: "as requirements.txt lists them" };
  }
  const found = existsSync(environment)
    ? "not complete: set-up was interrupted, or requirements.txt has changed since"
    : "not installed yet";
  return { name, ok: false, found, cure: setupCure };
}

/** Room for downloads and for what training writes. */
export function checkDisk(environment: string, needed = 5e8): Finding {
  const places = [environment, cacheFolder()].map((place) => ({ place, free: freeBytes(place) }));
  const full = places.find(({ free }) => free < needed);
  const name = "Disk";
  if (!full) return { name, ok: true, found: `${gigabytes(Math.min(...places.map((p) => p.free)))} free` };
  return {
    name,
    ok: false,
    found: `only ${gigabytes(full.free)} free for ${full.place}`,
    cure: `free ${gigabytes(needed)} or more there`,
  };
}
