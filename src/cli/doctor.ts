/** `trainbook doctor`: what is installed, what will be used and why; names what is broken, with its cure. */
import { Command } from "commander";
import { environmentFolder } from "../engine";
import type { Finding } from "./doctor/finding";
import { checkDataset, checkJupyterLab, checkKernelspec } from "./doctor/notebookChecks";
import { checkDisk, checkNode, checkPackages, checkPython } from "./doctor/pythonChecks";
import { checkTensorFlow } from "./doctor/tensorFlowChecks";

export function doctorCommand(): Command {
  return new Command("doctor")
    .summary("check what is installed, and say how to mend what is broken")
    .description(
      "Checks what is installed, which library, device and data will be used and why. Changes nothing.",
    )
    .option("--json", "print the findings as JSON")
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine(environmentFolder());
      const ok = findings.every((finding) => finding.ok);
      console.log(json ? JSON.stringify({ ok, findings }, null, 2) : describe(findings));
      if (!ok) process.exitCode = 1;
    });
}

async function examine(environment: string): Promise<Finding[]> {
  return [
    checkNode(),
    await checkPython(environment),
    checkPackages(environment),
    ...(await checkTensorFlow(environment)),
    checkJupyterLab(environment),
    checkKernelspec(environment),
    ...(await checkDataset("mnist")),
    ...(await checkDataset("fashion-mnist")),
    checkDisk(environment),
  ];
}

/** A line a finding; below what is broken, its cure. */
function describe(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.flatMap(({ name, ok, found, cure }) => [
    `${ok ? "ok" : "!!"}  ${name.padEnd(width)}  ${found}`,
    ...(ok || !cure ? [] : [`    ${" ".repeat(width)}  → ${cure}`]),
  ]);
  const broken = findings.filter((finding) => !finding.ok).length;
  return [...lines, "", broken === 0 ? "All is well." : `${broken} to mend.`].join("\n");
}
