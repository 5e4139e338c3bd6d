/** Each lesson in a fresh kernel, without a network and without data beside it, and what is left of it when it is saved. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { environmentExecutable, packageRoot } from "../../src/engine";
import { readNotebook } from "../../src/kernel";
import { runNode } from "../cli/runCommand";
import { temporaryFolder } from "../cli/temporaryFolder";
import { claimsOfLessons } from "../course/claims";
import { ExecutedLesson, offline } from "../course/claims/executedLesson";

const folder = temporaryFolder();
const notebooks = path.join(packageRoot, "notebooks");

interface SavedNotebook {
  cells: { outputs?: { data?: Record<string, string | string[]> }[] }[];
}

/** The pictures that pages without scripts show, with their words, and how many outputs such a page could not show. */
function picturesOf(notebook: string): {
  pictures: { source: string; words: string }[];
  withoutPicture: number;
} {
  const { cells } = JSON.parse(readFileSync(notebook, "utf8")) as SavedNotebook;
  const bundles = cells.flatMap(({ outputs = [] }) => outputs.map(({ data = {} }) => data));
  const pictures = bundles
    .filter((bundle) => "image/png" in bundle)
    .map((bundle) => {
      const page = [bundle["text/html"] ?? bundle["text/markdown"] ?? ""].flat().join("");
      const [, source = "", words = ""] = /<img[^>]* src="([^"]+)"[^>]* alt="([^"]+)"/.exec(page) ?? [];
      return { source, words };
    });
  const charts = bundles.filter((bundle) => "application/vnd.vegalite.v5+json" in bundle);
  return { pictures, withoutPicture: charts.filter((bundle) => !("image/png" in bundle)).length };
}

/** Files in the lessons' folder. */
const filesIn = (folder: string) => readdirSync(folder).filter((name) => name !== "saved");

describe.each(claimsOfLessons)("$lesson", ({ lesson, claims }) => {
  const name = `${lesson}.ipynb`;
  const place = path.join(folder, name.replace(".ipynb", ""));
  const saved = path.join(place, name);

  test("runs without a network", async () => {
    mkdirSync(place);
    rmSync(path.join(notebooks, "saved", lesson), { recursive: true, force: true });
    const before = filesIn(notebooks);
    const { code, stdout, stderr } = await runNode(
      [path.join(packageRoot, "bin", "trainbook.js"), ...["run", path.join(notebooks, name), "--out", place]],
      {
        cwd: packageRoot,
        env: {
          ...offline,
          TRAINBOOK_CACHE: path.join(folder, "cache"),
        },
      },
    );
    expect({ code, end: code === 0 ? "" : `${stdout}${stderr}`.slice(-2000) }).toEqual({ code: 0, end: "" });
    expect(filesIn(notebooks)).toEqual(before);
  }, 600_000);

  test.each(claims)("is right in saying: $says", ({ holds }) => {
    holds(new ExecutedLesson(readNotebook(saved)));
  });

  test("shows a red box only where something is wrong", () => {
    const red = readNotebook(saved).cells.flatMap(({ id, outputs = [] }) =>
      outputs
        .filter((output) => output.name === "stderr")
        .map(({ text }) => `${id}: ${[text].flat().join("")}`),
    );
    expect(red).toEqual([]);
  });

  test("is smaller than 700 kB with its outputs", () => {
    expect(statSync(saved).size).toBeLessThan(700_000);
  });

  test("shows all of its pictures, with alternative text, in nbconvert's HTML without scripts", () => {
    const { pictures, withoutPicture } = picturesOf(saved);
    expect(pictures.length).toBeGreaterThan(0);
    expect(withoutPicture).toBe(0);
    execFileSync(environmentExecutable("python"), ["-m", "nbconvert", "--to", "html", saved], {
      stdio: "pipe",
    });
    const html = readFileSync(saved.replace(".ipynb", ".html"), "utf8").replace(
      /<script[\s\S]*?<\/script>/g,
      "",
    );
    for (const { source, words } of pictures) {
      expect(words.length).toBeGreaterThan(0);
      expect(html.includes(source)).toBe(true);
    }
  }, 60_000);
});
