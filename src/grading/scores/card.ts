/** A score as a card for the notebook and as plain text for terminals. */
import { escapeMarkup } from "../../display";
import type { CheckStatus } from "../checks/verdict";
import { fill, texts } from "../texts";
import { hasFullMarks, type Score, type ScoredCheck } from "./score";

/** The mark of each status. */
export const marks: Record<CheckStatus, string> = {
  passed: "✓",
  partly: "◐",
  failed: "✗",
  "not attempted": "–",
  error: "!",
  "timed out": "!",
};

/**
 * Colours of marks, with a contrast of 3 to white and to black. Everything else takes the page's own colours, so that
 * the card fits light and dark themes; a sanitized notebook keeps inline styles only, so there is no style sheet.
 */
export const colours: Record<CheckStatus, string> = {
  passed: "#2a9d5c",
  partly: "#b9770e",
  failed: "#e0524a",
  "not attempted": "#8a8f98",
  error: "#e0524a",
  "timed out": "#e0524a",
};

/**
 * The score as HTML.
 *
 * @param closing A last line, such as what there is to see next.
 */
export function cardHtml(score: Score, closing?: string): string {
  const full = hasFullMarks(score);
  const share = Math.round((100 * score.points) / score.maximum);
  const mark = full ? `<span style="color: ${colours.passed}">${marks.passed}</span> ` : "";
  return [
    `<div style="max-width: 46em; padding: 0.8em 1.1em; border: 1px solid rgba(128, 128, 128, 0.35); border-radius: 8px; line-height: 1.45">`,
    `<div style="font-weight: bold; font-size: 1.1em">${escapeMarkup(score.title)}</div>`,
    `<div style="margin: 0.4em 0 0.2em; font-weight: bold">${mark}${pointsText(score)}</div>`,
    `<div style="height: 6px; background: rgba(128, 128, 128, 0.25); border-radius: 3px; margin-bottom: 0.5em"><div style="width: ${share}%; height: 6px; background: ${colours.passed}; border-radius: 3px"></div></div>`,
    ...score.checks.map(checkHtml),
    score.data === undefined
      ? ""
      : `<div style="margin-top: 0.7em; font-size: 0.85em; opacity: 0.75">${escapeMarkup(score.data)}</div>`,
    closing === undefined ? "" : `<div style="margin-top: 0.7em">${codeHtml(closing)}</div>`,
    "</div>",
  ].join("\n");
}

/** Without styles, as on code hosts, each check still reads as one line: mark, title, points. */
function checkHtml(check: ScoredCheck): string {
  const { title, status, points, maximum, finding, hint } = check;
  const dim = status === "not attempted" ? "opacity: 0.7" : "font-weight: 600";
  const remark = remarkOn(check);
  return [
    `<div style="position: relative; padding: 0.3em 4em 0.3em 1.7em; border-top: 1px solid rgba(128, 128, 128, 0.2)">`,
    `<span title="${texts.statuses[status]}" style="position: absolute; left: 0.2em; font-weight: bold; color: ${colours[status]}">${marks[status]}</span>`,
    ` <span style="${dim}">${escapeMarkup(title)}</span>`,
    remark === undefined ? "" : ` <span style="opacity: 0.75">(${remark})</span>`,
    ` <span style="position: absolute; right: 0.2em; opacity: 0.8">${number(points)} / ${number(maximum)}</span>`,
    finding === undefined ? "" : `<div style="opacity: 0.85">${codeHtml(finding)}</div>`,
    hint === undefined ? "" : `<div style="margin-top: 0.15em"><i>${texts.hint}:</i> ${codeHtml(hint)}</div>`,
    "</div>",
  ].join("");
}

/** Words for what the mark alone does not say; and in a graded notebook, which points nothing has measured. */
function remarkOn({ status, basis }: ScoredCheck): string | undefined {
  if (status === "passed") return basis === "claimed" ? texts.claimed : undefined;
  return status === "failed" ? undefined : texts.statuses[status];
}

/** The score as lines of text, and a closing line. */
export function cardText(score: Score, closing?: string): string {
  const ratios = score.checks.map(({ points, maximum }) => `${number(points)}/${number(maximum)}`);
  const widest = Math.max(...ratios.map(({ length }) => length));
  const indent = " ".repeat("  ✓ ".length + widest + "  ".length);
  const lines = score.checks.flatMap((check, at) => {
    const { title, status, finding, hint } = check;
    const remark = remarkOn(check);
    return [
      `  ${marks[status]} ${ratios[at]?.padEnd(widest)}  ${title}${remark === undefined ? "" : ` (${remark})`}`,
      ...(finding === undefined ? [] : wrapped(finding, indent)),
      ...(hint === undefined ? [] : wrapped(`${texts.hint}: ${hint}`, indent)),
    ];
  });
  const data = score.data === undefined ? [] : [`  ${score.data}`];
  const end = closing === undefined ? [] : [`  ${closing}`];
  return [score.title, ...lines, ...data, `  ${pointsText(score)}`, ...end].join("\n");
}

function pointsText({ points, maximum }: Score): string {
  return fill(texts.points, { points: number(points), maximum: number(maximum) });
}

/** Points can be halves. */
const number = (points: number) => points.toLocaleString("en-US");

const width = 78;

function wrapped(text: string, indent: string): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && indent.length + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line) => indent + line);
}

/** Escaped text in which `names` between backticks are set as code. */
function codeHtml(text: string): string {
  return escapeMarkup(text).replace(/`([^`]*)`/g, "<code>$1</code>");
}
