/** `trainbook data`: fetches and verifies the datasets, and shows where they lie. */
import { Command } from "commander";
import { type DatasetInspection, type DatasetName, fetchDataset, inspectDataset } from "../data";
import { TrainbookError } from "../trainbookError";
import { step } from "./setup";

const names: DatasetName[] = ["mnist", "fashion-mnist"];

export function dataCommand(): Command {
  return new Command("data")
    .summary("fetch and verify a dataset")
    .description(
      "Fetches a dataset into the cache, verifies it, and shows where it lies. Without a name: both.",
    )
    .argument("[name]", `the dataset: ${names.join(" or ")}`)
    .action(async (given: string | undefined, _options: object, command: Command) => {
      const wanted = names.filter((name) => given === undefined || given === name);
      if (wanted.length === 0)
        command.error(`error: There is no dataset ${given}; there are ${names.join(", ")}.`);
      const failures: TrainbookError[] = [];
      for (const name of wanted) {
        await provide(name).catch((error) => {
          if (!(error instanceof TrainbookError)) throw error;
          failures.push(error);
        });
      }
      for (const error of failures) console.error(`error: ${error.message}`);
      if (failures.length === 0) return;
      console.error(
        "Until then lessons run on the offline selection. Files of your own: set TRAINBOOK_DATA.",
      );
      process.exitCode = 1;
    });
}

async function provide(name: DatasetName): Promise<void> {
  const before = await inspectDataset(name);
  // The learner's own folder goes before the cache, so there is nothing to fetch.
  if (before.source === "folder") {
    if (before.problem) throw new TrainbookError(`${before.title}: ${before.problem}`, { cure: before.cure });
    return console.log(describeInspection(before));
  }
  if (before.source === "download" || before.problem) {
    await step(before.title, (report) =>
      fetchDataset(name, {
        onProgress: ({ fileNumber, fileCount, receivedBytes, mirror }) =>
          report(`file ${fileNumber} of ${fileCount}, ${(receivedBytes / 1e6).toFixed(1)} MB from ${mirror}`),
      }),
    );
  }
  console.log(describeInspection(await inspectDataset(name)));
}

/** Which files a load takes, in one line. */
export function describeInspection({ title, source, folder, files }: DatasetInspection): string {
  const there = files.filter((file) => file.state !== "missing");
  const unverified = there.filter((file) => file.state === "unverified").length;
  const verdict = unverified === 0 ? "verified" : `${unverified} of them your own, unverified`;
  const owner = source === "folder" ? "your folder" : "the cache";
  return `${title}: ${there.length} files in ${owner} ${folder}, ${verdict}`;
}
