/** Grades a submission by the command, with a copy of the package and a home of its own, and compares the points. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { copyPackage, type PackageCopy } from "./packageCopy";
import { fileOf, notebookName, type Submission } from "./submission";

interface ReportedCheck {
  id: string;
  status: string;
  points: number;
  maximum: number;
}

/** What the grader said, and what a fair instructor says. */
export interface Outcome {
  submission: Submission;
  points: number;
  /** The points of the checks that were earned, and the most that may be given. */
  expected: { least: number; most: number };
  isFair: boolean;
  /** Checks that were passed and not earned with a plus, the other way round with a minus. */
  differing: string[];
  seconds: number;
  /** The cell that failed, or why there is no grade. */
  remark: string;
  checks: ReportedCheck[];
  output: string;
}

/** A grader has to be done with a submission after this time, or is ended. */
const patience = 600;

/** Where submissions are graded, one after the other: a copy of the package, and a home that stays as they leave it. */
export class Bench {
  private package: PackageCopy | undefined;
  private grading: ChildProcess | undefined;

  /** @param folder an absolute path, outside of the checkout, of a folder for all that is written */
  constructor(private readonly folder: string) {}

  /** Ends the grading that goes on. The command ends what it has started. */
  end(): void {
    this.grading?.kill("SIGTERM");
  }

  /** Grades a submission, and after it what is to be graded with the package that it left. */
  async grade(submission: Submission): Promise<Outcome[]> {
    const used = this.package ?? copyPackage(path.join(this.folder, "package"));
    this.package = used;
    for (const name of ["home", "tmp", "work"]) {
      rmSync(path.join(this.folder, name), { recursive: true, force: true });
    }
    const outcomes: Outcome[] = [];
    for (let one: Submission | undefined = submission; one; one = one.next) {
      if (one.writesPackage) this.package = undefined;
      outcomes.push(await this.gradeOne(one, used));
    }
    return outcomes;
  }

  private async gradeOne(submission: Submission, { program, cache }: PackageCopy): Promise<Outcome> {
    const [home, tmp, work] = ["home", "tmp", "work"].map((name) => path.join(this.folder, name)) as [
      string,
      string,
      string,
    ];
    for (const folder of [home, tmp, work]) mkdirSync(folder, { recursive: true });
    const notebook = path.join(work, notebookName(submission.exercise));
    const report = path.join(work, "grades.json");
    writeFileSync(notebook, fileOf(submission));
    rmSync(report, { force: true });
    const limit = submission.timeout === undefined ? [] : ["--timeout", String(submission.timeout)];
    const start = performance.now();
    const { output, isEnded } = await run([program, "grade", notebook, "--json", report, ...limit], {
      cwd: work,
      env: {
        ...process.env,
        HOME: home,
        TMPDIR: tmp,
        TRAINBOOK_DATA: process.env.TRAINBOOK_DATA ?? "",
        TRAINBOOK_CACHE: cache,
      },
      started: (child) => {
        this.grading = child;
      },
    });
    const seconds = (performance.now() - start) / 1000;
    if (submission.leftovers) await sleep(submission.leftovers * 1000);
    return outcomeOf(submission, readReport(report), { seconds, output, isEnded });
  }
}

interface Run {
  output: string;
  /** Whether it had to be ended. */
  isEnded: boolean;
}

const mostOutput = 200_000;

function run(
  args: string[],
  { started, ...options }: { cwd: string; env: NodeJS.ProcessEnv; started: (child: ChildProcess) => void },
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    started(child);
    let output = "";
    let isEnded = false;
    const add = (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-mostOutput);
    };
    child.stdout.on("data", add);
    child.stderr.on("data", add);
    const timer = setTimeout(() => {
      isEnded = true;
      child.kill("SIGKILL");
    }, patience * 1000);
    child.once("error", reject);
    // Not "close": a child that was left behind may hold the pipes.
    child.once("exit", () => {
      clearTimeout(timer);
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ output, isEnded });
      }, 100);
    });
  });
}

interface ReportedGrade {
  points?: number;
  checks?: ReportedCheck[];
  error?: string;
  failure?: { kind: string; cell: number; error: string };
}

function readReport(file: string): ReportedGrade {
  if (!existsSync(file)) return { error: "no report" };
  try {
    return JSON.parse(readFileSync(file, "utf8")).grades[0] ?? { error: "no grade" };
  } catch (error) {
    return { error: `unreadable report: ${(error as Error).message}` };
  }
}

function outcomeOf(
  submission: Submission,
  { points = 0, checks = [], error, failure }: ReportedGrade,
  { seconds, output, isEnded }: Run & { seconds: number },
): Outcome {
  const isEarned = (id: string) => submission.earned.includes(id);
  const sum = checks.reduce((total, { id, maximum }) => total + (isEarned(id) ? maximum : 0), 0);
  const most = sum + (submission.upTo ?? 0);
  const least = submission.kind === "dishonest" ? 0 : sum;
  const differing = checks.flatMap(({ id, status }) =>
    (status === "passed") === isEarned(id) ? [] : [`${isEarned(id) ? "-" : "+"}${id}`],
  );
  const failed = failure && `cell ${failure.cell} ${failure.kind}: ${failure.error}`;
  const hasGrade = error === undefined || (submission.earned.length === 0 && error !== "no report");
  return {
    submission,
    points,
    expected: { least, most },
    isFair: hasGrade && !isEnded && points >= least && points <= most,
    differing,
    seconds,
    remark: isEnded ? `did not end in ${patience} s` : (error ?? failed ?? ""),
    checks,
    output,
  };
}

/** One line about an outcome; `name` columns wide. */
export function lineOf({
  submission,
  points,
  expected,
  isFair,
  differing,
  seconds,
  remark,
}: Outcome): string {
  const { least, most } = expected;
  const wanted =
    submission.kind === "dishonest" ? `<= ${most}` : least === most ? `${most}` : `${least}-${most}`;
  return [
    isFair ? "ok    " : "UNFAIR",
    submission.name.padEnd(44),
    String(points).padStart(3),
    wanted.padStart(6),
    `${seconds.toFixed(0)} s`.padStart(6),
    ` ${[differing.join(" "), remark.slice(0, 90)].filter(Boolean).join("  ! ")}`,
  ].join(" ");
}
