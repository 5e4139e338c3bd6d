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

/** Its pictures as they stand in the file, and how many outputs a page without scripts could not show. */
function picturesOf(notebook: string): { pictures: string[]; withoutPicture: number } {
  const { cells } = JSON.parse(readFileSync(notebook, "utf8")) as SavedNotebook;
  const bundles = cells.flatMap(({ outputs = [] }) => outputs.map(({ data = {} }) => data));
  const pictures = bundles.flatMap((bundle) => bundle["image/png"] ?? []).map((base64) => base64.trim());
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

  test("is smaller than 300 kB with its outputs", () => {
    expect(statSync(saved).size).toBeLessThan(300_000);
  });

  test("shows all of its pictures in nbconvert's HTML without scripts", () => {
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
    const missing = pictures.filter((base64) => !html.includes(`src="data:image/png;base64,${base64}`));
    expect(missing.length).toBe(0);
  }, 60_000);
});
