/** Cards show what learners' values say as text, never as HTML. */
import { cardHtml, cardText } from "../../src/grading/card";
import { cardBundle } from "../../src/grading/check";
import { exercises } from "../../src/grading/exercises";
import { gradePage } from "../../src/grading/gradePage";
import type { Score } from "../../src/grading/score";

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
