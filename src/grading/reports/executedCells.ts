/** The cells of an executed notebook as HTML: sources and what they printed, all of it as text. */
import { escapeMarkup } from "../../display";
import { type Notebook, type NotebookCell, type NotebookOutput, sourceOf } from "../../kernel";
import { printable } from "./printable";

/** @param failed The number of a code cell that failed without a trace among its outputs. */
export function executedCellsHtml({ cells }: Notebook, failed?: number): string {
  let number = 0;
  return cells
    .map((cell) => {
      const source = printable(sourceOf(cell)).trimEnd();
      if (source === "") return "";
      if (cell.cell_type !== "code") return `<div class="cell prose">${escapeMarkup(source)}</div>`;
      number += 1;
      return codeCell(cell, source, number, number === failed);
    })
    .filter((html) => html !== "")
    .join("\n");
}

function codeCell({ outputs = [] }: NotebookCell, source: string, number: number, failed: boolean): string {
  const hasFailed = failed || outputs.some(({ output_type }) => output_type === "error");
  return [
    `<div class="cell${hasFailed ? " failed" : ""}">`,
    `<div class="quiet">Code cell ${number}${hasFailed ? ": failed" : ""}</div>`,
    `<pre>${escapeMarkup(source)}</pre>`,
    ...outputs.flatMap((output) => {
      const text = shortened(printable(outputText(output)).trimEnd());
      return text === "" ? [] : [`<pre class="output">${escapeMarkup(text)}</pre>`];
    }),
    "</div>",
  ].join("\n");
}

/** Pictures and HTML of a learner's do not come onto a page of the grader's. */
function outputText({ text, data, traceback, ename, evalue }: NotebookOutput): string {
  if (text !== undefined) return joined(text);
  if (traceback !== undefined) return traceback.length > 0 ? traceback.join("\n") : `${ename}: ${evalue}`;
  return joined(data?.["text/plain"]) || (data ? `(${Object.keys(data).join(", ")})` : "");
}

function joined(text: unknown): string {
  const lines = Array.isArray(text) ? text : [text];
  return lines.filter((line) => typeof line === "string").join("");
}

const LONGEST = 20_000;

function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST)}\n… and ${(text.length - LONGEST).toLocaleString("en-US")} characters more`;
}
