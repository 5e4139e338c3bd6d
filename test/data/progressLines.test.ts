import type { FetchProgress } from "../../src/data/fetchDataset";
import { progressLines } from "../../src/data/progressLines";

function linesOf(times: number[], progress: Partial<FetchProgress> = {}): string[] {
  const lines: string[] = [];
  let now = 0;
  const onProgress = progressLines("MNIST", { say: (line) => lines.push(line), now: () => now });
  for (const time of times) {
    now = time;
    onProgress({
      file: "train-images-idx3-ubyte.gz",
      fileNumber: 1,
      fileCount: 4,
      mirror: "mirror.example",
      receivedBytes: time * 1_000,
      totalBytes: 9_912_422,
      ...progress,
    });
  }
  return lines;
}

describe("progressLines", () => {
  it("says nothing in the first two seconds", () => {
    expect(linesOf([0, 500, 1_999])).toEqual([]);
  });

  it("says where the download is after two seconds and then every five", () => {
    expect(linesOf([0, 1_000, 2_000, 3_000, 6_999, 7_000])).toEqual([
      "MNIST: file 1 of 4, 2.0 of 9.9 MB from mirror.example",
      "MNIST: file 1 of 4, 7.0 of 9.9 MB from mirror.example",
    ]);
  });

  it("leaves out a size that the server does not say", () => {
    expect(linesOf([0, 2_500], { totalBytes: undefined })).toEqual([
      "MNIST: file 1 of 4, 2.5 MB from mirror.example",
    ]);
  });
});
