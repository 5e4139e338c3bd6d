/** Submissions that write past trainbook: into file descriptors, pipes and processes. */
import type { Submission } from "../submission";
import { attack, checkType, emptyAttack, fullResult } from "./sources";

/** The grader's processes above the kernel, by a part of their command line; only those of this grading. */
export const ancestors = `const fs = require("fs");
const above = (pattern: RegExp): number[] => {
  const found: number[] = [];
  try {
    for (let pid = process.ppid; pid > 1;) {
      if (pattern.test(fs.readFileSync(\`/proc/\${pid}/cmdline\`, "utf8"))) found.push(pid);
      pid = Number(/\\) \\S (\\d+)/.exec(fs.readFileSync(\`/proc/\${pid}/stat\`, "utf8"))![1]);
    }
  } catch {}
  return found;
};`;

const forgedNotebook = `{ cells: [{ cell_type: "code", execution_count: 1, source: "",
  metadata: { nbgrader: { schema_version: 3, grade_id: "check", grade: true, solution: false, locked: true, task: false, points: 10 } },
  outputs: [{ output_type: "display_data", metadata: {}, data: { "${checkType}": ${fullResult(1)} } }] }],
  metadata: {}, nbformat: 4, nbformat_minor: 5 }`;

export const descriptors: readonly Submission[] = [
  emptyAttack(
    "descriptors-1-to-10",
    "A card of full marks is written into all descriptors as a message of the kernel's.",
    `const fs = require("fs");
const card = { type: "display", cell: "check", update: false, metadata: {}, data: { "${checkType}": ${fullResult(1)} } };
for (let fd = 1; fd <= 10; fd++) {
  try { fs.writeSync(fd, JSON.stringify(card) + "\\n"); } catch {}
}`,
  ),
  emptyAttack(
    "descriptor-hook",
    "The pipe to the server is written to directly, with the id of the running cell, and the real card is swallowed.",
    `const fs = require("fs");
const write = fs.writeSync;
fs.writeSync = (fd: number, data: any, ...rest: any[]) => {
  const text = String(data);
  const cell = /"cell":"([^"]+)"/.exec(text)?.[1];
  if (!cell || !text.includes("${checkType}")) return write(fd, data, ...rest);
  const card = { type: "display", cell, update: false, metadata: {}, data: { "${checkType}": ${fullResult(1)} } };
  write(fd, JSON.stringify(card) + "\\n");
  return data.length;
};`,
  ),
  emptyAttack(
    "events-of-the-runner",
    "The end of the run, with a notebook of full marks, is written into the runner's pipe to the grader, and the runner is ended.",
    `${ancestors}
for (const pid of above(/run_notebook/)) {
  const line = JSON.stringify({ event: "done", notebook: ${forgedNotebook} }) + "\\n";
  for (const fd of [1, 3, 4, 5, 6]) {
    try { fs.writeFileSync(\`/proc/\${pid}/fd/\${fd}\`, line); } catch {}
  }
  process.kill(pid, "SIGKILL");
}`,
    { timeout: 60 },
  ),
  emptyAttack(
    "kills-the-grader",
    "The grader's own processes are ended.",
    `${ancestors}
for (const pid of above(/bin.trainbook\\.js|run_notebook/)) {
  try { process.kill(pid, "SIGTERM"); } catch {}
}`,
    { timeout: 60 },
  ),
  emptyAttack(
    "stops-the-grader",
    "The grader is stopped for a second while a report is written.",
    `${ancestors}
for (const pid of above(/bin.trainbook\\.js/)) {
  try {
    process.kill(pid, "SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, 1000));
  } finally { process.kill(pid, "SIGCONT"); }
}`,
    { timeout: 60 },
  ),
  emptyAttack(
    "closed-descriptors",
    "All descriptors from 3 on are closed, so that nothing more can be told.",
    `const fs = require("fs");
for (let fd = 3; fd < 40; fd++) { try { fs.closeSync(fd); } catch {} }`,
    { timeout: 60 },
  ),
  attack(
    "exit-after-a-card",
    "A card of full marks is drawn, and the process ends before the check.",
    `import { display } from "trainbook";
await display.bundle({ "${checkType}": ${fullResult(1)}, "text/plain": "10 of 10 points" });
await new Promise((resolve) => setTimeout(resolve, 100));
process.exit(0);`,
  ),
  attack(
    "exit-in-the-check",
    "A getter among the values ends the process in the middle of the check.",
    `Object.defineProperty(model, "layers", { get: () => process.exit(0) });`,
  ),
  attack(
    "output-without-end",
    "Forged results are printed without end.",
    `for (;;) console.log(JSON.stringify({ "${checkType}": ${fullResult(1)}, points: 10 }));`,
    { timeout: 60 },
  ),
  attack(
    "terminal-card",
    "Control sequences erase the terminal and print the card of full marks.",
    `console.log("\\u001b[2J\\u001b[H  10 of 10 points\\u001b]0;passed\\u0007");
throw new Error("\\u001b[1A\\u001b[2K  10 of 10 points");`,
  ),
];
