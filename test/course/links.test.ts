/** Every link in a notebook leads somewhere in `my-course/`: to a file, and to a heading as JupyterLab names headings. */
import { existsSync } from "node:fs";
import path from "node:path";
import { courseFiles, solutionFiles } from "../../src/course";
import { packageRoot } from "../../src/engine";
import { type Notebook, readNotebook, sourceOf } from "../../src/kernel";

const files = new Map(
  [...courseFiles(packageRoot), ...solutionFiles(packageRoot)].map((file) => [file.name, file.source]),
);
const notebooks = [...files].filter(([name]) => name.endsWith(".ipynb"));

const markdownOf = (notebook: Notebook) =>
  notebook.cells
    .filter((cell) => cell.cell_type === "markdown")
    .map((cell) => sourceOf(cell).replace(/^(`{3,}|~{3,})[\s\S]*?^\1.*$/gm, ""))
    .join("\n\n");

const withoutCode = (markdown: string) => markdown.replace(/(`+)[^`][\s\S]*?\1/g, "");

/** `[text](target "title")`, `[name]: target`, `href="target"`, `src="target"`. */
function targetsIn(markdown: string): string[] {
  const text = withoutCode(markdown);
  return [/\]\(\s*<?([^)\s>]+)/g, /^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm, /(?:href|src)="([^"]+)"/g].flatMap(
    (form) => [...text.matchAll(form)].map(([, target = ""]) => target),
  );
}

/** JupyterLab's names of headings: their text, with `-` for each space. */
function headingsOf(notebook: Notebook): string[] {
  const headings = [...markdownOf(notebook).matchAll(/^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$/gm)];
  return headings.map(([, text = ""]) =>
    text
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[`*]/g, "")
      .replaceAll(" ", "-"),
  );
}

function isBroken(from: string, target: string): boolean {
  if (/^[a-z]+:/.test(target)) return false;
  const [place = "", heading] = decodeURI(target).split("#");
  const name = place === "" ? from : path.posix.join(path.posix.dirname(from), place);
  const source = files.get(name);
  if (source === undefined || !existsSync(source)) return true;
  return heading !== undefined && !headingsOf(readNotebook(source)).includes(heading);
}

test("the ways in which a link may break are seen", () => {
  const [[lesson = ""] = []] = notebooks;
  expect(isBroken(lesson, "no-such.ipynb")).toBe(true);
  expect(isBroken(lesson, `${lesson}#no-such-heading`)).toBe(true);
  expect(isBroken(lesson, "#Change-this-and-rerun")).toBe(false);
  expect(targetsIn('[a](b.ipynb "title"), `[not](this)`, <img src="c.png">\n\n[d]: e.ipynb')).toEqual([
    "b.ipynb",
    "e.ipynb",
    "c.png",
  ]);
});

test.each(notebooks)("%s links to what is there", (name, source) => {
  const broken = targetsIn(markdownOf(readNotebook(source))).filter((target) => isBroken(name, target));
  expect(broken).toEqual([]);
});
