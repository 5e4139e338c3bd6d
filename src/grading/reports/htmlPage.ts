/** The frame of all pages of grades: no script, nothing from elsewhere, light and dark as the reader's system is. */
import { escapeMarkup } from "../../display";
import { printable } from "./printable";

/** @param body HTML; nothing in it is escaped here. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeMarkup(printable(title))}</title>
<style>
${style}
</style>
</head>
<body>
${body}
</body>
</html>
`;
}

const style = `body { font: 16px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 72em; padding: 0 1em; }
h1, h2 { overflow-wrap: anywhere; }
h1 { font-size: 1.6em; margin: 0.5em 0; }
h2 { font-size: 1.1em; margin: 2em 0 0.5em; }
p { overflow-wrap: anywhere; }
pre { overflow-x: auto; margin: 0.5em 0; padding: 0.7em 1em; border: 1px solid rgba(128, 128, 128, 0.35); border-radius: 8px; font: 14px/1.45 ui-monospace, monospace; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.45em 0.7em; border-bottom: 1px solid rgba(128, 128, 128, 0.35); }
th { white-space: nowrap; }
td { overflow-wrap: anywhere; }
.student { min-width: 9em; }
.exercise { white-space: nowrap; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.marks { white-space: nowrap; letter-spacing: 0.15em; font-weight: bold; }
.note { min-width: 14em; }
.quiet { opacity: 0.75; font-size: 0.9em; }
.cell { margin: 1em 0; }
.prose { white-space: pre-wrap; overflow-wrap: anywhere; padding-left: 0.9em; border-left: 3px solid rgba(128, 128, 128, 0.35); }
.output { border-style: dashed; white-space: pre-wrap; overflow-wrap: anywhere; }
.failed > pre { border-color: #e0524a; }`;
