/** Cards show what learners' values say as text, never as HTML. */

import { exercises } from "../../../src/grading/checks/exercises";
import { type CheckStatus, checkStatuses } from "../../../src/grading/checks/verdict";
import { gradePage } from "../../../src/grading/reports";
import { cardHtml, cardText } from "../../../src/grading/scores/card";
import { cardBundle } from "../../../src/grading/scores/cardBundle";
import type { Score, ScoredCheck } from "../../../src/grading/scores/score";

const score: Score = {
  exercise: "exercise-1",
  title: "A & B",
  points: 1,
  maximum: 3,
  data: "from <here>",
  checks: [
    { id: "one", title: "One works", status: "passed", points: 1, maximum: 1 },
    {
      id: "two",
      title: "Two works",
      status: "failed",
      points: 0,
      maximum: 1,
      finding: "`<script>`",
      hint: "Look.",
    },
    { id: "three", title: "Three works", status: "not attempted", points: 0, maximum: 1 },
  ],
};

test("cardText lists checks, findings, hints and points", () => {
  expect(cardText(score)).toBe(`A & B
  ✓ 1/1  One works
  ✗ 0/1  Two works
         \`<script>\`
         Hint: Look.
  – 0/1  Three works (not attempted yet)
  from <here>
  1 of 3 points`);
});

const check = (status: CheckStatus, others: Partial<ScoredCheck> = {}): ScoredCheck => {
  const points = { passed: 1, partly: 0.5 }[status as string] ?? 0;
  return { id: status, title: "Works", status, points, maximum: 1, ...others };
};
const everyStatus: Score = {
  ...score,
  points: 1.5,
  maximum: 6,
  checks: checkStatuses.map((one) => check(one)),
};

/** What is left of HTML where no style and no tag is kept. */
const withoutTags = (html: string) => html.replace(/<[^>]*>/g, "").replace(/ +/g, " ");

test("cardText tells all statuses apart, and shows half points and totals", () => {
  expect(cardText(everyStatus)).toBe(`A & B
  ✓ 1/1    Works
  ◐ 0.5/1  Works (half)
  ✗ 0/1    Works
  – 0/1    Works (not attempted yet)
  ! 0/1    Works (the cell failed)
  ! 0/1    Works (the cell did not finish)
  from <here>
  1.5 of 6 points`);
});

test("cardHtml does so as well, without its styles too", () => {
  const lines = withoutTags(cardHtml(everyStatus)).split("\n").filter(Boolean);
  expect(lines).toEqual([
    "A &amp; B",
    "1.5 of 6 points",
    "✓ Works 1 / 1",
    "◐ Works (half) 0.5 / 1",
    "✗ Works 0 / 1",
    "– Works (not attempted yet) 0 / 1",
    "! Works (the cell failed) 0 / 1",
    "! Works (the cell did not finish) 0 / 1",
    "from &lt;here&gt;",
  ]);
});

test("cardHtml says what each mark means", () => {
  expect(cardHtml(everyStatus)).toMatch(/<span title="passed"[^>]*>✓</);
  expect(cardHtml(everyStatus)).toMatch(/<span title="not right yet"[^>]*>✗</);
});

test("cards say which points rest on what the notebook reports, where there are any", () => {
  const claimed = (status: CheckStatus) => ({ ...score, checks: [check(status, { basis: "claimed" })] });
  expect(cardText(claimed("passed"))).toContain("  ✓ 1/1  Works (as the notebook reports it)\n");
  expect(cardHtml(claimed("passed"))).toContain("(as the notebook reports it)");
  expect(cardText(claimed("failed"))).toContain("  ✗ 0/1  Works\n");
  const measured = { ...score, checks: [check("passed", { basis: "measured" })] };
  expect(cardText(measured)).toContain("  ✓ 1/1  Works\n");
});

test("cardHtml's colours stand out from white and from black", () => {
  const colours = [...cardHtml(everyStatus).matchAll(/[" ;]color: (#\w{6})/g)].map(
    ([, colour = ""]) => colour,
  );
  expect(colours).toHaveLength(everyStatus.checks.length);
  for (const colour of colours) {
    expect(contrast(colour, "#ffffff")).toBeGreaterThanOrEqual(3);
    expect(contrast(colour, "#111111")).toBeGreaterThanOrEqual(3);
  }
});

/** The contrast ratio of WCAG 2. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => {
      const value = Number.parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16) / 255;
      return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    }, 0);
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test("cardText breaks long hints at 78 columns", () => {
  const checks = [{ ...score.checks[1], hint: "word ".repeat(60).trim() }] as Score["checks"];
  for (const line of cardText({ ...score, checks }).split("\n")) expect(line.length).toBeLessThanOrEqual(78);
});

test("cardHtml escapes all texts and sets `names` as code", () => {
  const html = cardHtml(score);
  expect(html).toContain("A &amp; B");
  expect(html).toContain("<code>&lt;script&gt;</code>");
  expect(html).toContain("from &lt;here&gt;");
});

test("cardHtml sets no colours for text or page, so that it fits light and dark", () => {
  expect(cardHtml(score)).not.toMatch(
    /[" ;]color: (black|white|#000|#fff|#222)|background: (white|black|#fff)/,
  );
});

test("the card of a check offers a solution after full marks, and not before", () => {
  const [exercise] = exercises;
  if (!exercise) throw new Error("there is no exercise");
  const textOf = (open: number) => {
    const checks = exercise.checks.slice(open).map(({ id }) => ({ id, status: "passed" as const }));
    const bundle = cardBundle(exercise, { exercise: exercise.id, checks });
    return `${bundle["text/plain"]}${bundle["text/html"]}`;
  };
  expect(textOf(0)).toContain(
    "  10 of 10 points\n  See one solution: `npx trainbook solution 01-fashion-mnist`",
  );
  expect(textOf(0)).toContain("See one solution: <code>npx trainbook solution 01-fashion-mnist</code>");
  expect(textOf(1)).not.toContain("solution");
});

test("the card of a check says once, at its end, that there is a further hint", () => {
  const [exercise] = exercises;
  if (!exercise) throw new Error("there is no exercise");
  const further = "Still stuck? Run the check again, and its hints will tell you more.";
  const endOf = (hint?: 1 | 2 | 3 | false) => {
    const checks = exercise.checks.map(({ id }) => ({ id, status: "failed" as const, hint }));
    const bundle = cardBundle(exercise, { exercise: exercise.id, checks });
    const [text, html] = [String(bundle["text/plain"]), String(bundle["text/html"])];
    return [text, html].map((card) => card.split(further).length - 1);
  };
  expect(endOf(1)).toEqual([1, 1]);
  expect(endOf(2)).toEqual([1, 1]);
  expect(endOf(3)).toEqual([0, 0]);
  expect(endOf(false)).toEqual([0, 0]);
  expect(endOf(undefined)).toEqual([0, 0]);
});

test("gradePage shows the card, the notes, the failing cell, and notebooks that cannot be read", () => {
  const failure = { kind: "error" as const, cell: 3, line: 2, source: "a < b", error: "TypeError: no" };
  const page = gradePage([
    { ...score, notebook: "a.ipynb", notes: ["Restored."], failure, seconds: 1 },
    { notebook: "b.ipynb", error: "b.ipynb is not a notebook" },
  ]);
  expect(page).toContain(cardHtml(score));
  expect(page).toContain("<p>Restored.</p>");
  expect(page).toContain("<p>Code cell 3, line 2 failed: TypeError: no</p>\n<pre>a &lt; b</pre>");
  expect(page).toContain("<h2>b.ipynb</h2>\n<pre>b.ipynb is not a notebook</pre>");
});
