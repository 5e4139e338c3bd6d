/** Told findings of the type check: each in TypeScript's words or, where it is a known slip, in a sentence of its own. */

import type { ts } from "../compiler";
import type { CheckedCell, Explanation, Told } from "./explanation";
import { keywordArguments } from "./keywordArguments";
import { missingExport } from "./missingExport";
import { missingModuleSlip } from "./missingModuleSlip";
import { notAwaited } from "./notAwaited";
import { codeFence } from "./notebookCommands";
import { otherCure } from "./otherCures";
import { redeclarations } from "./redeclarations";
import { faultyLine, nodeAt } from "./slip";
import { unknownNames } from "./unknownNames";
import { unpacking } from "./unpacking";

const explanations: readonly Explanation[] = [keywordArguments, unpacking, unknownNames, redeclarations];

/** All findings, in the order of their places, those of one cause told once. */
export function typeSlips(findings: readonly ts.Diagnostic[], cell: CheckedCell): Told[] {
  const told: Told[] = [];
  let left = findings;
  for (const explain of explanations) {
    const explained = explain(left, cell);
    told.push(...explained.told);
    left = explained.left;
  }
  told.push(...left.map((finding) => toldAlone(finding, cell)));
  return told.sort((a, b) => rank(a, cell) - rank(b, cell));
}

function rank({ finding, slip }: Told, { file }: CheckedCell): number {
  return finding.file === file ? (slip?.start ?? finding.start ?? 0) : Number.MAX_SAFE_INTEGER;
}

function toldAlone(finding: ts.Diagnostic, cell: CheckedCell): Told {
  if (finding.file === undefined || finding.start === undefined) return { finding };
  const node = nodeAt(finding.file, finding.start);
  const slip =
    codeFence(faultyLine(finding.file, finding.start)) ??
    missingModuleSlip(finding, cell) ??
    missingExport(finding, node, cell) ??
    (finding.file === cell.file ? notAwaited(finding, cell) : undefined);
  return slip ? { finding, slip } : { finding, cure: otherCure(finding, node, cell) };
}
