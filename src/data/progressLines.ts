/** The lines that a load says while a download lasts, so that nobody takes it for stuck. */
import type { FetchProgress } from "./fetchDataset";

const firstAfterMs = 2_000;
const everyMs = 5_000;

/**
 * Makes an `onProgress` that says a line after two seconds and then every five.
 *
 * @param title the dataset's title
 * @param options.say takes each line. Defaults to the console.
 * @param options.now the clock in milliseconds. Defaults to the system's.
 */
export function progressLines(
  title: string,
  { say = console.log, now = Date.now }: { say?: (line: string) => void; now?: () => number } = {},
): (progress: FetchProgress) => void {
  let due: number | undefined;
  return (progress) => {
    due ??= now() + firstAfterMs;
    if (now() < due) return;
    due = now() + everyMs;
    say(`${title}: ${describeProgress(progress)}`);
  };
}

/** "file 1 of 4, 3.1 of 9.9 MB from ossci-datasets.s3.amazonaws.com" */
function describeProgress(progress: FetchProgress): string {
  const { fileNumber, fileCount, receivedBytes, totalBytes, mirror } = progress;
  const total = totalBytes === undefined ? "" : ` of ${megabytes(totalBytes)}`;
  return `file ${fileNumber} of ${fileCount}, ${megabytes(receivedBytes)}${total} MB from ${mirror}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
