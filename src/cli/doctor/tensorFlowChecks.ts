/** The wheel, the library in it, the devices, and the binding that puts tfjs-node-gpu on top. */
import { execFile } from "node:child_process";
import os from "node:os";
import path from "node:path";
import {
  findTensorFlow,
  inspectBindingLink,
  type TensorFlowLibrary,
  tensorFlowVersion,
  tfjsNodePackage,
} from "../../engine";
import { type Wheel, wheelForThisMachine } from "../setup";
import { type Finding, findingOf, setupCure } from "./finding";

/** The library's own report, from a process of its own. */
interface LibraryReport {
  version: string;
  devices: { name: string; type: string }[];
}

/** All about TensorFlow, each finding resting on the one before. */
export async function checkTensorFlow(environment: string): Promise<Finding[]> {
  const wheel = wheelForThisMachine();
  if (wheel === "none" && !process.env.TRAINBOOK_TENSORFLOW) return [withoutWheel(), checkBinding()];
  const found = checkWheel(environment);
  if (!found.library) return [found.finding, checkBinding()];
  return [found.finding, ...(await checkLibrary(found.library, wheel)), checkBinding()];
}

function withoutWheel(): Finding {
  const found = `no wheel for ${process.platform} on ${process.arch}: tfjs's JavaScript backend computes`;
  return { name: "TensorFlow wheel", ok: true, found };
}

function checkWheel(environment: string): { finding: Finding; library?: TensorFlowLibrary } {
  const name = "TensorFlow wheel";
  try {
    const library = findTensorFlow(environment);
    const why = library.source === "variable" ? "TRAINBOOK_TENSORFLOW names it" : "in the Python environment";
    if (library.source === "environment" && library.version !== tensorFlowVersion) {
      const found = `version ${library.version ?? "unknown"}, and trainbook is made for ${tensorFlowVersion}`;
      return { finding: { name, ok: false, found, cure: setupCure }, library };
    }
    return { finding: { name, ok: true, found: `${library.version ?? "no wheel"} (${why})` }, library };
  } catch (error) {
    return { finding: findingOf(name, error) };
  }
}

async function checkLibrary(library: TensorFlowLibrary, wheel: Wheel): Promise<Finding[]> {
  const name = "TensorFlow library";
  const report = await probeLibrary();
  if ("problem" in report) {
    return [{ name, ok: false, found: `${library.path}: ${report.problem}`, cure: `${setupCure} --repair` }];
  }
  const loaded = { name, ok: true, found: `${report.version} (${library.path})` };
  return [loaded, checkDevice(report, wheel)];
}

function probeLibrary(): Promise<LibraryReport | { problem: string }> {
  const probe = path.join(__dirname, "probeLibrary.js");
  return new Promise((resolve) => {
    execFile(process.execPath, [probe], { timeout: 120_000 }, (error, stdout, stderr) => {
      if (!error) return resolve(JSON.parse(stdout));
      const said = /^\w*Error: (.*)$/m.exec(stderr)?.[1];
      const ended = error.signal ? `it ended the process (${error.signal})` : `exit code ${error.code}`;
      resolve({ problem: said ?? ended });
    });
  });
}

function checkDevice({ devices }: LibraryReport, wheel: Wheel): Finding {
  const name = "Device";
  const gpus = devices.filter((device) => device.type === "GPU");
  if (gpus.length > 0) {
    return { name, ok: true, found: `${gpus.map((gpu) => gpu.name.replace(/.*device:/, "")).join(", ")}` };
  }
  const cores = `CPU with ${os.availableParallelism()} cores`;
  if (wheel === "cuda") {
    return {
      name,
      ok: false,
      found: `${cores}: the NVIDIA driver is there, and TensorFlow finds no GPU that it can use`,
      cure: "nvidia-smi   (it must show the GPU; CUDA 12 needs driver 525 or newer)",
    };
  }
  return { name, ok: true, found: `${cores}: no NVIDIA driver was found` };
}

function checkBinding(): Finding {
  const name = "TensorFlow binding";
  try {
    const place = path.dirname(tfjsNodePackage());
    switch (inspectBindingLink()) {
      case "ours":
        return { name, ok: true, found: `in place (${place})` };
      case "native":
        return {
          name,
          ok: true,
          found: `a native one of tfjs-node-gpu's own is there: import "trainbook" first (${place})`,
        };
      case "missing":
        return { name, ok: false, found: `not in ${place}`, cure: setupCure };
    }
  } catch (error) {
    return findingOf(name, error);
  }
}
