/** Pythons that are shell scripts: each answers the question about itself as it was written. */
import { chmodSync } from "node:fs";
import path from "node:path";
import { findPython } from "../../../src/cli/setup/findPython";
import { temporaryFolder, writeFiles } from "../temporaryFolder";

const temporary = temporaryFolder();
const range = { oldest: 10, newest: 13 };
let count = 0;

/** A folder for PATH with the given programs. */
function pathWith(programs: Record<string, string>): string {
  count += 1;
  const folder = path.join(temporary, `bin-${count}`);
  writeFiles(folder, programs);
  for (const name of Object.keys(programs)) chmodSync(path.join(folder, name), 0o755);
  return folder;
}

function python(version: [number, number, number], facts: object = {}): string {
  const answer = { executable: "python", version, bits: 64, machine: "x86_64", hasVenv: true, ...facts };
  return `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`;
}

/** A version manager's shim for a version that is not installed. */
const shim = "#!/bin/sh\necho 'pyenv: python3.12: command not found' >&2\nexit 127\n";

const find = (PATH: string, env: object = {}) => findPython({ env: { PATH, ...env }, range });

test("findPython takes python3 when it is supported", async () => {
  const folder = pathWith({ python3: python([3, 11, 7]), "python3.13": python([3, 13, 0]) });
  await expect(find(folder)).resolves.toEqual({ command: path.join(folder, "python3"), version: "3.11.7" });
});

test("findPython passes over Pythons that are too old or too new for the newest that is supported", async () => {
  const folder = pathWith({
    python3: python([3, 14, 0]),
    python: python([2, 7, 18]),
    "python3.9": python([3, 9, 1]),
    "python3.10": python([3, 10, 2]),
    "python3.12": python([3, 12, 1]),
    "python3.14": python([3, 14, 0]),
  });
  await expect(find(folder)).resolves.toMatchObject({ command: path.join(folder, "python3.12") });
});

test("findPython survives a shim whose Python is not installed", async () => {
  const folder = pathWith({ python3: shim, "python3.12": shim, "python3.10": python([3, 10, 2]) });
  await expect(find(folder)).resolves.toMatchObject({ version: "3.10.2" });
});

test("findPython searches every folder of PATH", async () => {
  const [first, second] = [pathWith({ python3: shim }), pathWith({ "python3.11": python([3, 11, 4]) })];
  const PATH = [first, path.join(temporary, "no-such-folder"), second].join(path.delimiter);
  await expect(find(PATH)).resolves.toMatchObject({ command: path.join(second, "python3.11") });
});

test("findPython takes the Python that TRAINBOOK_PYTHON names before any other", async () => {
  const folder = pathWith({ python3: python([3, 11, 7]), mine: python([3, 13, 2]) });
  const TRAINBOOK_PYTHON = path.join(folder, "mine");
  await expect(find(folder, { TRAINBOOK_PYTHON })).resolves.toMatchObject({ version: "3.13.2" });
});

test("findPython refuses a TRAINBOOK_PYTHON that does not fit instead of taking another", async () => {
  const folder = pathWith({ python3: python([3, 11, 7]), mine: python([3, 9, 0]) });
  const TRAINBOOK_PYTHON = path.join(folder, "mine");
  await expect(find(folder, { TRAINBOOK_PYTHON })).rejects.toThrow(
    /^TRAINBOOK_PYTHON names a Python that does not fit .*3\.10 to 3\.13.*\n.*mine: Python 3\.9\.0, too old\n/,
  );
});

test("findPython lists all that it tried, each with its version and what is wrong with it", async () => {
  const folder = pathWith({
    python3: python([3, 14, 0]),
    python: python([2, 7, 18]),
    "python3.12": shim,
    "python3.11": python([3, 11, 0], { bits: 32 }),
  });
  await expect(find(folder)).rejects.toThrow(
    [
      "trainbook needs Python 3.10 to 3.13, and none on PATH fits:",
      `  ${folder}/python3: Python 3.14.0, too new`,
      `  ${folder}/python: Python 2.7.18, too old`,
      `  ${folder}/python3.12: pyenv: python3.12: command not found`,
      `  ${folder}/python3.11: Python 3.11.0, 32-bit`,
    ].join("\n"),
  );
});

test("findPython says so when PATH has no Python at all", async () => {
  await expect(find(pathWith({}))).rejects.toThrow("none was found on PATH");
});

test("findPython prefers a Python with venv, and names the missing module when there is none", async () => {
  const bare = python([3, 11, 2], { hasVenv: false });
  const both = pathWith({ python3: bare, "python3.10": python([3, 10, 2]) });
  await expect(find(both)).resolves.toMatchObject({ version: "3.10.2" });
  await expect(find(pathWith({ python3: bare }))).rejects.toThrow(
    /Python 3\.11\.2, without its venv module\n {2}→ .*(python3\.11-venv|Python 3\.11)/,
  );
});

test("findPython with an open range takes any newer Python, as JupyterLab does", async () => {
  const folder = pathWith({ python3: python([3, 15, 0]) });
  const found = findPython({
    env: { PATH: folder },
    range: { oldest: 10, newest: Number.POSITIVE_INFINITY },
  });
  await expect(found).resolves.toMatchObject({ version: "3.15.0" });
});
