/** An import of a module that is not there. */
import path from "node:path";
import { missingModule } from "../../missingModule";
import { ts } from "../compiler";
import type { CheckedCell } from "./explanation";
import type { Slip } from "./slip";

const CANNOT_FIND_MODULE = new Set([2307, 2792, 2882]);

export function missingModuleSlip(finding: ts.Diagnostic, { file, folder }: CheckedCell): Slip | undefined {
  if (!CANNOT_FIND_MODULE.has(finding.code)) return undefined;
  const message = ts.flattenDiagnosticMessageText(finding.messageText, "\n");
  const specifier = /'([^']+)'/.exec(message)?.[1];
  const from = finding.file && finding.file !== file ? path.dirname(finding.file.fileName) : folder;
  return specifier === undefined ? undefined : missingModule(specifier, from);
}
