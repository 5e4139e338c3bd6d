/**
 * Grades the submissions of this folder and prints a row for each: verdict, name, points, points expected, seconds, and
 * the checks that differ (+ passed, but not earned; - earned, but not passed).
 *
 *     node test/grading/submissions/grade.js [--kind dishonest] [--exercise 23] [--filter NAME] [--hardest] [--jobs 2]
 *
 * `--list` only lists them. `--quick` trains on a tenth of the pictures: whether all cells run shows in a third of the time,
 * but whoever needs accuracy fails.
 * It takes the package as `npm run build` left it. The full reports are in out/submissions/reports.
 */
const fs = require("node:fs");
const Module = require("node:module");
const os = require("node:os");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { transformSync } = require("@swc/core");

const root = path.resolve(__dirname, "..", "..", "..");

// The submissions are TypeScript, which the tests read through the same compiler.
/** @type {any} */ (Module)._extensions[".ts"] = (
  /** @type {{ _compile(code: string, file: string): void }} */ module,
  /** @type {string} */ filename,
) => {
  const { code } = transformSync(fs.readFileSync(filename, "utf8"), {
    filename,
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "commonjs" },
  });
  module._compile(code, filename);
};

const { hardest, submissions } = /** @type {typeof import("./index.ts")} */ (require("./index.ts"));
const { Bench, lineOf } = /** @type {typeof import("./gradeSubmission.ts")} */ (
  require("./gradeSubmission.ts")
);

const { values: options } = parseArgs({
  options: {
    kind: { type: "string" },
    exercise: { type: "string" },
    filter: { type: "string" },
    jobs: { type: "string", default: "1" },
    list: { type: "boolean", default: false },
    hardest: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
  },
});

const { kind, exercise, filter } = options;
const chosen = submissions.filter(
  (one) =>
    (kind === undefined || one.kind === kind) &&
    (exercise === undefined || exercise.includes(String(one.exercise))) &&
    (filter === undefined || new RegExp(filter).test(one.name)) &&
    (!options.hardest || hardest.includes(one.name)),
);

/**
 * The same submission with fewer pictures.
 * @param {import("./submission.ts").Submission} one
 * @returns {import("./submission.ts").Submission}
 */
const quicker = (one) => ({
  ...one,
  notebook(notebook) {
    one.notebook?.(notebook);
    for (const cell of notebook.cells) {
      cell.source = [cell.source]
        .flat()
        .join("")
        .replace(/Math\.min\([56]000, /, "Math.min(640, ");
    }
  },
});

async function main() {
  if (options.list) {
    for (const one of chosen)
      console.log(`${one.kind.padEnd(10)} ${one.exercise} ${one.name.padEnd(44)} ${one.about}`);
    return;
  }
  const folder = path.join(root, "out", "submissions");
  fs.mkdirSync(path.join(folder, "reports"), { recursive: true });
  const waiting = [...chosen];
  let fair = 0;
  let graded = 0;
  /** @type {InstanceType<typeof Bench>[]} */
  const running = [];
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      waiting.length = 0;
      for (const bench of running) bench.end();
    });
  }
  const work = async (/** @type {string} */ place) => {
    const bench = new Bench(place);
    running.push(bench);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      for (const outcome of await bench.grade(options.quick ? quicker(next) : next)) {
        console.log(lineOf(outcome));
        const file = path.join(folder, "reports", `${outcome.submission.name}.json`);
        fs.writeFileSync(file, `${JSON.stringify(outcome, null, 2)}\n`);
        graded++;
        if (outcome.isFair) fair++;
      }
    }
  };
  const jobs = Math.max(1, Number(options.jobs) || 1);
  // Not below the checkout: a notebook there would find this checkout's trainbook instead of the copy.
  const benches = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "trainbook-submissions-")));
  try {
    await Promise.all(Array.from({ length: jobs }, (_, job) => work(path.join(benches, String(job)))));
  } finally {
    fs.rmSync(benches, { recursive: true, force: true });
  }
  console.log(`${fair} of ${graded} graded as a fair instructor would`);
  process.exitCode = fair === graded ? 0 : 1;
}

main();
