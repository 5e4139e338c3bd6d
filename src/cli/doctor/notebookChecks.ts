/** JupyterLab, the kernelspec and the data. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type DatasetName, inspectDataset } from "../../data";
import { sitePackages } from "../../engine";
import { inspectKernelspec } from "../../kernel";
import { describeInspection } from "../data";
import { type Finding, setupCure } from "./finding";

export function checkJupyterLab(environment: string): Finding {
  const name = "JupyterLab";
  const packages = sitePackages(environment);
  if (packages && existsSync(path.join(packages, "jupyterlab", "labapp.py"))) {
    return { name, ok: true, found: packages };
  }
  return { name, ok: false, found: `not in ${environment}`, cure: setupCure };
}

export function checkKernelspec(environment: string): Finding {
  const { state, path: file, problem, cure } = inspectKernelspec(environment);
  const name = "Kernelspec";
  return state === "ok"
    ? { name, ok: true, found: file }
    : { name, ok: false, found: problem ?? state, cure };
}

/** Which data a load takes and, where it is not yet the whole dataset, how to get that. */
export async function checkDataset(dataset: DatasetName): Promise<Finding[]> {
  const inspection = await inspectDataset(dataset);
  const { title, source, problem, cure, offline } = inspection;
  if (problem) return [{ name: title, ok: false, found: problem, cure }];
  if (source !== "download") {
    return [{ name: title, ok: true, found: describeInspection(inspection).slice(`${title}: `.length) }];
  }
  if (!offline.isReady) {
    return [
      { name: `${title} offline`, ok: false, found: offline.problem ?? "not there", cure: offline.cure },
    ];
  }
  const found = `not fetched; the first load does, or takes the offline one without a network (${cure})`;
  return [{ name: title, ok: true, found }];
}
