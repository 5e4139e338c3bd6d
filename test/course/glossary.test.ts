/** The glossary: each of its terms is linked where the course uses it first. */
import path from "node:path";
import { readCourse } from "../../src/course";
import { packageRoot } from "../../src/engine";
import { type Notebook, readNotebook, sourceOf } from "../../src/kernel";

const glossary = readNotebook(path.join(packageRoot, "notebooks", "glossary.ipynb"));
const terms = markdownOf(glossary).flatMap((cell) =>
  [...cell.matchAll(/^## (.+)$/gm)].map(([, term]) => term as string),
);

function markdownOf(notebook: Notebook): string[] {
  return notebook.cells.filter(({ cell_type }) => cell_type === "markdown").map(sourceOf);
}

/** A lesson's running text: no headings, tables, code, folded answers, nor the list of what a lesson gives. */
function runningText(notebook: Notebook): string {
  return markdownOf(notebook)
    .map((cell) =>
      cell.replace(/```[\s\S]*?```|<details>[\s\S]*?<\/details>/g, "").replace(/(?<!\[)`[^`]*`/g, ""),
    )
    .flatMap((cell) => cell.split("\n\n"))
    .filter((paragraph) => !/^(#|\||<!--|\*\*After this lesson)/.test(paragraph))
    .join(" ")
    .replace(/\s+/g, " ");
}

/** The first use of a term, and whether that is a link to it. */
function firstUse(term: string, text: string): { at: number; isLinked: boolean } | undefined {
  const link = text.indexOf(`](glossary.ipynb#${term.replaceAll(" ", "-")})`);
  const word = new RegExp(`(?<![\\w\`/#.-])${term.replaceAll(" ", "[ -]")}s?(?![\\w\`-])`, "i").exec(text);
  if (!word) return link < 0 ? undefined : { at: link, isLinked: true };
  const start = link < 0 ? Number.POSITIVE_INFINITY : text.lastIndexOf("[", link);
  return { at: Math.min(word.index, start), isLinked: start <= word.index };
}

const lessons = readCourse(packageRoot).filter(({ name }) => !name.startsWith("exercises/"));

test.each(terms)("%s is linked at its first use", (term) => {
  for (const { name, source } of lessons) {
    const text = runningText(readNotebook(source));
    const use = firstUse(term, text);
    if (!use) continue;
    const around = text.slice(Math.max(0, use.at - 40), use.at + 60);
    expect({ name, around, isLinked: use.isLinked }).toEqual({ name, around, isLinked: true });
    return;
  }
  throw new Error(`no lesson uses "${term}"`);
});

test("terms stand in alphabetical order", () => {
  expect(terms).toEqual([...terms].sort((a, b) => a.localeCompare(b, "en")));
});
