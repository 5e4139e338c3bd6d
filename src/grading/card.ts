/** A score as a card for the notebook and as plain text for terminals. */
import { escapeMarkup } from "../display";
import type { Score, ScoredCheck } from "./score";
import { fill, texts } from "./texts";
import type { CheckStatus } from "./verdict";

const marks: Record<CheckStatus, string> = {
  passed: "✓",
  partly: "◐",
  failed: "✗",
  "not attempted": "–",
  error: "!",
  "timed out": "!",
};

/**
 * Colours that stand out on white and on black. Everything else takes the page's own colours, so that the card
 * fits light and dark themes; a sanitized notebook keeps inline styles only, so there is no style sheet.
 */
const colours: Record<CheckStatus, string> = {
  passed: "#2a9d5c",
  partly: "#c98a1b",
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
  const full = score.points === score.maximum;
  const share = Math.round((100 * score.points) / score.maximum);
  const colour = full ? colours.passed : colours["not attempted"];
  return [
    `<div style="max-width: 46em; padding: 0.8em 1.1em; border: 1px solid rgba(128, 128, 128, 0.35); border-radius: 8px; line-height: 1.45">`,
    `<div style="font-weight: bold; font-size: 1.1em">${escapeMarkup(score.title)}</div>`,
    `<div style="margin: 0.4em 0 0.2em; font-weight: bold; color: ${colour}">${full ? `${marks.passed} ` : ""}${pointsText(score)}</div>`,
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
function checkHtml({ title, status, points, maximum, finding, hint }: ScoredCheck): string {
  const open = status === "not attempted";
  const dim = open ? "opacity: 0.7" : "font-weight: 600";
  return [
    `<div style="position: relative; padding: 0.3em 3.2em 0.3em 1.7em; border-top: 1px solid rgba(128, 128, 128, 0.2)">`,
    `<span style="position: absolute; left: 0.2em; font-weight: bold; color: ${colours[status]}">${marks[status]}</span>`,
    ` <span style="${dim}">${escapeMarkup(title)}${open ? ` (${texts.notAttempted})` : ""}</span>`,
    ` <span style="position: absolute; right: 0.2em; opacity: 0.8">${points} / ${maximum}</span>`,
    finding === undefined ? "" : `<div style="opacity: 0.85">${codeHtml(finding)}</div>`,
    hint === undefined ? "" : `<div style="margin-top: 0.15em"><i>${texts.hint}:</i> ${codeHtml(hint)}</div>`,
    "</div>",
  ].join("");
}

/** The score as lines of text, and a closing line. */
export function cardText(score: Score, closing?: string): string {
  const lines = score.checks.flatMap(({ title, status, points, maximum, finding, hint }) => [
    `  ${marks[status]} ${points}/${maximum}  ${title}${status === "not attempted" ? ` (${texts.notAttempted})` : ""}`,
    ...(finding === undefined ? [] : wrapped(finding)),
    ...(hint === undefined ? [] : wrapped(`${texts.hint}: ${hint}`)),
  ]);
  const data = score.data === undefined ? [] : [`  ${score.data}`];
  const end = closing === undefined ? [] : [`  ${closing}`];
  return [score.title, ...lines, ...data, `  ${pointsText(score)}`, ...end].join("\n");
}

function pointsText({ points, maximum }: Score): string {
  return fill(texts.points, { points, maximum });
}

const indent = " ".repeat(9);
const width = 78;

function wrapped(text: string): string[] {
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
