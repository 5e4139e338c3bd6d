/** Values taken apart as in Python, which TypeScript takes for a row of expressions: `a, b = 1, 2`. */

import type { Explanation, Told } from "./explanation";
import { faultyLine, inShort, onWholeLine } from "./slip";

const UNUSED_BEFORE_COMMA = 2695;
const UNPACKING = /^(\s*[\w$(][\w$\s,()]*[\w$)]\s*)=(?!=)\s*(.+?);?\s*$/;

export const unpacking: Explanation = (findings, { file }) => {
  const told: Told[] = [];
  const names: { start: number; end: number }[] = [];
  for (const finding of findings) {
    const { start = 0 } = finding;
    if (finding.code !== UNUSED_BEFORE_COMMA || finding.file !== file) continue;
    const line = faultyLine(file, start);
    const [, left = "", right = ""] = UNPACKING.exec(line.text) ?? [];
    if (left === "" || names.some((span) => span.start === line.start)) continue;
    names.push({ start: line.start, end: line.start + left.length });
    const pattern = left.trim().replaceAll("(", "[").replaceAll(")", "]");
    const several = right.includes(",") && !/[([{]/.test(right);
    const slip = {
      message: "TypeScript takes several values apart in brackets.",
      cure: inShort(`const [${pattern}] = ${several ? `[${right}]` : right}`, 100),
      ...onWholeLine(line),
    };
    told.push({ finding, slip });
  }
  const isTold = (place: number) => names.some(({ start, end }) => start <= place && place < end);
  return { told, left: findings.filter(({ start, file: at }) => at !== file || !isTold(start ?? -1)) };
};
