/**
 * The judge's process: no code of a learner's runs in it. It reads an order from standard input, as JSON, and writes
 * the outcome of all checks to standard output, as one line of JSON.
 */
import { readFileSync } from "node:fs";
import { examineWork } from "../checks/examineWork";
import { exerciseById } from "../checks/exercises";
import { gradedDataset } from "../data/gradedDataset";
import { EvidenceReader } from "./evidenceReader";
import { EvidenceWork } from "./evidenceWork";
import { MeasuredWork } from "./measuredWork";
import type { JudgeOrder } from "./order";
import { weightFingerprints } from "./weightFingerprints";

async function judge({ exercise: id, evidence, work: folder, ...data }: JudgeOrder): Promise<void> {
  const exercise = exerciseById(id);
  const dataset = await gradedDataset(exercise.dataset, data);
  const reader = new EvidenceReader(evidence);
  const work = await EvidenceWork.from(
    reader,
    exercise.values,
    dataset,
    new MeasuredWork(reader, dataset, folder),
  );
  const result = { ...(await examineWork(exercise, work)), weights: weightFingerprints(reader) };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

// Everything else that is said here goes elsewhere: standard output is for the result.
for (const name of ["log", "info", "warn", "debug"] as const) console[name] = console.error;
judge(JSON.parse(readFileSync(0, "utf8"))).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
