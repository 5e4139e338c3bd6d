import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { catalogue } from "../../src/data/catalogue";
import type { ImageDataset, ImageSplit } from "../../src/data/imageSplit";
import { readOfflineDigits } from "../../src/data/offlineDigits";
import { datasetPlaces } from "../../src/data/places";
import { md5, newFolder, removeFolders } from "./smallDataset";

const digitsFile = datasetPlaces(catalogue.mnist).digitsFile as string;
let digits: ImageDataset;

beforeAll(async () => {
  digits = await readOfflineDigits(digitsFile);
});

afterAll(removeFolders);

function countsOf({ labels }: ImageSplit): number[] {
  return Array.from({ length: 10 }, (_, digit) => labels.filter((label) => label === digit).length);
}

function imagesOf({ images, count }: ImageSplit): string[] {
  return Array.from({ length: count }, (_, index) => md5(images.subarray(index * 784, (index + 1) * 784)));
}

describe("readOfflineDigits", () => {
  it("gives 4,000 and 1,000 digits, 400 and 100 of each class", () => {
    expect(countsOf(digits.train)).toEqual(new Array(10).fill(400));
    expect(countsOf(digits.test)).toEqual(new Array(10).fill(100));
  });

  it("gives the same digits in the same order every time", async () => {
    const again = await readOfflineDigits(digitsFile);
    expect(md5(again.train.images)).toBe(md5(digits.train.images));
    expect(md5(digits.train.images)).toBe("361bad149cfa3a5475fc1378a6865129");
    expect(md5(digits.test.images)).toBe("1becc446c5df4990560202b809a22a19");
  });

  it("puts no image into both splits", () => {
    const train = new Set(imagesOf(digits.train));
    expect(imagesOf(digits.test).filter((image) => train.has(image))).toEqual([]);
  });

  it("mixes the classes, so that an unshuffled batch has all of them", () => {
    expect(new Set(digits.train.labels.subarray(0, 64)).size).toBe(10);
  });

  it("keeps each image with its label", () => {
    const rows = gunzipSync(readFileSync(digitsFile)).toString().trim().split("\n");
    const labels = new Map(
      rows.map((row) => {
        const numbers = row.split(",").map(Number);
        return [md5(Uint8Array.from(numbers.slice(0, 784))), numbers[784]];
      }),
    );
    for (const split of [digits.train, digits.test]) {
      expect(imagesOf(split).map((image) => labels.get(image))).toEqual([...split.labels]);
    }
  });

  it("refuses a changed table, naming both checksums and the cure", async () => {
    const file = path.join(newFolder(), "mnist_5k.csv.gz");
    writeFileSync(file, gzipSync("0,0,0\n"));
    await expect(readOfflineDigits(file)).rejects.toThrow(
      /mnist_5k\.csv\.gz: damaged: found MD5 \w{32}, expected MD5 6a6dab69682d018c65e9c04a15bc7b1e/,
    );
  });

  it("says that set-up brings the digits where there is no environment yet", async () => {
    await expect(readOfflineDigits(undefined)).rejects.toThrow(
      /the offline digits are not there.*\n.*npx trainbook setup/,
    );
  });
});
