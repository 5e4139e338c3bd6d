/** The tables of first mistakes in docs/kernel.md: what each says is what a learner reads. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { packageRoot } from "../../../../src/engine";
import { Converter } from "../../../../src/kernel/language/converter";
import { Project } from "../../../../src/kernel/language/project";

/** A row: the cells, of which the last is wrong, and what is said of it. */
interface Row {
  cells: string[];
  message: string;
  cure: string;
}

const code = /(`+) ?(.+?) ?\1(?!`)/g;

function codeIn(text: string): string[] {
  return [...text.matchAll(code)].map(([, , written = ""]) =>
    written.replaceAll(" ⏎ ", "\n").replaceAll("\\|", "|"),
  );
}

/** The rows of all tables whose second column is "what is wrong". */
function documentedRows(): Row[] {
  const rows: Row[] = [];
  let inTable = false;
  for (const line of readFileSync(path.join(packageRoot, "docs", "kernel.md"), "utf8").split("\n")) {
    const [, first = "", message = "", last = ""] = line.split(/(?<!\\)\|/).map((column) => column.trim());
    if (message === "what is wrong") inTable = true;
    else if (!line.startsWith("|")) inTable = false;
    else if (inTable && !line.startsWith("|--")) {
      const [cure = ""] = codeIn(last);
      rows.push({ cells: codeIn(first), message: message.replace(/\\(.)/g, "$1"), cure });
    }
  }
  return rows;
}

const rows = documentedRows();

// The packages of the course are to be found from a folder inside the checkout.
const out = path.join(packageRoot, "out");
mkdirSync(out, { recursive: true });
const folder = mkdtempSync(path.join(out, "slips-test-"));
const project = new Project(folder);
afterAll(() => {
  project.close();
  rmSync(folder, { recursive: true });
});

test("the tables are found", () => {
  expect(rows.length).toBeGreaterThan(50);
});

test.each(rows)("$cells: $message", ({ cells, message, cure }) => {
  const converter = new Converter(project, folder);
  const conversions = cells.map((code, index) => converter.convert({ code, cell: index + 1 }));
  const last = conversions.at(-1);
  if (!last || last.ok) throw new Error("converted although it should not");
  const lines = stripVTControlCharacters(last.error.traceback.join("\n")).split("\n");
  const place = /^(?:TypeScript|SyntaxError) line \d+:\d+: /;
  expect(lines[0]?.replace(place, "").replace(/ \(TS\d+\)$/, "")).toBe(message);
  expect(lines.at(-1)).toBe(`→ ${cure}`);
  expect(lines.filter((line) => place.test(line))).toHaveLength(1);
});
