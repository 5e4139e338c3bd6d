/** `trainbook grade`: grades exercises, one or a class's, and prints their checks, points and hints. */
import { Command } from "commander";
import {
  equalSubmissions,
  gradedNotebook,
  gradeNotebook,
  hasFullMarks,
  isGraded,
  offersNamespaces,
  packageState,
  printable,
} from "../grading";
import { writeNotebook } from "../kernel";
import { gradeBatch } from "./grade/batch";
import { apartText, equalText, gradesTable, outcomeText } from "./grade/output";
import { PackageGuard } from "./grade/packageGuard";
import { ProgressLine } from "./grade/progressLine";
import { ReportFiles, type ReportOptions } from "./grade/reportFiles";
import { findSubmissions, type Submission, submissionFolders, wrongCalls } from "./grade/submissions";
import { interruptible } from "./interruptible";
import { countOption, numberOption } from "./numberOption";

import { timeoutOption } from "./timeoutOption";

interface GradeCommandOptions extends ReportOptions {
  jobs: number;
  executed?: string;
  timeout?: number;
  runTimeout?: number;
  memory?: number;
  network?: boolean;
}

/** Exit codes: 0 full marks everywhere, 1 fewer or a notebook without a grade, 2 a wrong call; nothing is graded then. */
export function gradeCommand(): Command {
  return new Command("grade")
    .summary("grade exercises in a fresh kernel")
    .description(
      "Grades exercises, each in a fresh kernel and a fresh folder. Prints checks and points, and a hint for what failed; " +
        "exits with 1 below full marks.\nOf a folder, all exercises in it and below are graded.",
    )
    .argument("<notebook...>", "exercises to grade, or folders of them")
    .addOption(countOption("--jobs <number>", "how many notebooks run at the same time").default(1))
    .option("--csv <file>", "write the grades as a table for spreadsheets, a notebook a row")
    .option("--json <file>", "write the grades as JSON")
    .option(
      "--html <path>",
      "write the grades as one page (a name that ends in .html), or as a folder with an index and a page for each notebook",
    )
    .option("--junit <file>", "write the grades as JUnit XML, for continuous integration")
    .option("--executed <file>", "write the notebook as it was executed, with its grade (of one notebook)")
    .addOption(timeoutOption("600"))
    .addOption(
      numberOption("--run-timeout <seconds>", "how long one notebook may take (default: 1800)", "Seconds"),
    )
    .addOption(
      numberOption(
        "--memory <GB>",
        "how much memory one notebook may use (default: 6, or three quarters of the machine's)",
        "Gigabytes",
      ),
    )
    .option("--network", "let notebooks reach the network")
    .action(async (paths: string[], options: GradeCommandOptions, command: Command) => {
      const { submissions, leftOut } = findSubmissions(paths);
      if (options.executed !== undefined && (paths.length > 1 || submissions.length > 1))
        command.error("error: --executed takes one notebook.");
      for (const notebook of leftOut)
        console.error(printable(`${notebook} is not an exercise, and is left out.`));
      const wrong = wrongCalls(paths, submissions);
      for (const message of wrong) console.error(`error: ${printable(message)}`);
      process.exitCode = wrong.length > 0 ? 2 : await gradeAll(paths, submissions, options);
    });
}

function gradeAll(
  paths: readonly string[],
  submissions: readonly Submission[],
  options: GradeCommandOptions,
): Promise<number> {
  const { jobs, executed, timeout, runTimeout, memory, network: hasNetwork = false } = options;
  // An option that is not given leaves the default.
  const limits = {
    ...(runTimeout === undefined ? {} : { runTimeout }),
    ...(memory === undefined ? {} : { memory }),
  };
  const reports = new ReportFiles(submissions, options);
  const isApart = offersNamespaces();
  console.error(apartText(isApart, hasNetwork));
  const progress = new ProgressLine(submissions);
  const hidden = submissionFolders(paths);
  return interruptible(async (signal) => {
    try {
      const { grades, changed } = await gradeBatch(submissions, {
        jobs,
        signal,
        guard: isApart ? undefined : new PackageGuard(packageState),
        grade: async ({ file, notebook, index }, signal) => {
          let ran = notebook;
          const grade = await gradeNotebook(file, notebook, {
            timeout,
            ...limits,
            hasNetwork,
            hidden,
            signal,
            onCell: (cell) => progress.show(index, cell),
            onExecuted: (after) => {
              ran = after;
            },
          });
          return { grade, executed: ran };
        },
        onEnd: (index, grade, ran) => {
          progress.end(index);
          reports.add(index, grade, ran);
          if (executed !== undefined && ran && isGraded(grade))
            writeNotebook(executed, gradedNotebook(ran, grade));
        },
        // Before the ones before it are there, a result waits: the output is in the order of the call.
        onNext: (grade) => {
          progress.clear();
          const { text, isError } = outcomeText(grade);
          (isError ? console.error : console.log)(printable(text));
        },
      });
      progress.clear();
      if (grades.length > 1) {
        console.log(gradesTable(grades));
        const equal = equalText(equalSubmissions(grades));
        if (equal !== "") console.log(printable(equal));
      }
      if (changed) throw changed;
      return grades.every(hasFullMarks) ? 0 : 1;
    } finally {
      progress.clear();
    }
  });
}
