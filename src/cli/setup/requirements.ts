/**
 * Which packages the environment holds: the locks requirements*.txt, and what of them fits this machine.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { packageRoot, platformHasWheel } from "../../engine";

/** Which TensorFlow wheel this machine takes; "none" where PyPI has none for it. */
export type Wheel = "cpu" | "cuda" | "none";

/** A list of pinned packages with their hashes, as pip reads it. */
export interface RequirementsList {
  /** `learn`: what notebooks need; `test`: what the tests need besides; `nbgrader`: nbgrader and all that it needs. */
  purpose: "learn" | "test" | "nbgrader";
  text: string;
  /** Changes with the text. */
  key: string;
}

/** The wheel for this machine. The NVIDIA driver's own files tell of a GPU without starting a process. */
export function wheelForThisMachine(): Wheel {
  if (!platformHasWheel()) return "none";
  if (process.platform !== "linux" || process.arch !== "x64") return "cpu";
  const driverFiles = ["/proc/driver/nvidia/version", "/usr/lib/wsl/lib/nvidia-smi"];
  return driverFiles.some((file) => existsSync(file)) ? "cuda" : "cpu";
}

/** The lists to install, from the lock files in `folder`. */
export function requirementsLists({
  wheel,
  tests = false,
  folder = packageRoot,
}: {
  wheel: Wheel;
  tests?: boolean;
  folder?: string;
}): RequirementsList[] {
  const read = (name: string) => readFileSync(path.join(folder, name), "utf8");
  const all = read("requirements.txt");
  const learn = {
    // pip's markers know system and processor, and neither GPUs nor which C library a Linux has.
    cpu: () => all,
    cuda: () => `${withoutTensorFlow(all)}\n${read("requirements-cuda.txt")}`,
    none: () => withoutTensorFlow(all),
  }[wheel]();
  const lists = [list("learn", learn)];
  return tests ? [...lists, list("test", read("requirements-test.txt"))] : lists;
}

/** The list of an environment that holds nbgrader, and nothing of trainbook's. */
export function nbgraderList(folder = packageRoot): RequirementsList {
  return list("nbgrader", readFileSync(path.join(folder, "requirements-nbgrader.txt"), "utf8"));
}

function list(purpose: RequirementsList["purpose"], text: string): RequirementsList {
  return { purpose, text, key: createHash("sha256").update(text).digest("hex") };
}

/** A lock without TensorFlow's entries; an entry is a line and the indented lines of hashes below it. */
export function withoutTensorFlow(lock: string): string {
  return lock.replace(/^tensorflow(?:-cpu)?==.*\n(?:[ \t].*\n?)*/gm, "");
}
