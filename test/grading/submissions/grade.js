/**
 * Grades the submissions of this folder and prints a row for each: verdict, name, points, points expected, seconds, and
 * the checks that differ (+ passed, but not earned; - earned, but not passed).
 *
 *     node test/grading/submissions/grade.js [--kind dishonest] [--exercise 2] [--filter NAME] [--hardest] [--jobs 2] [--list]
 *
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
  },
});

const { kind, exercise, filter } = options;
const chosen = submissions.filter(
  (one) =>
    (kind === undefined || one.kind === kind) &&
    (exercise === undefined || String(one.exercise) === exercise) &&
    (filter === undefined || new RegExp(filter).test(one.name)) &&
    (!options.hardest || hardest.includes(one.name)),
);

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
  const work = async (/** @type {string} */ place) => {
    const bench = new Bench(place);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      for (const outcome of await bench.grade(next)) {
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
