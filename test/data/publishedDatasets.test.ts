/** The real files, where a folder with them lies beside the repository; without it there is nothing to test here. */
import { existsSync } from "node:fs";
import path from "node:path";
import { catalogue } from "../../src/data/catalogue";
import { readFolder } from "../../src/data/folderSource";
import { readDataset } from "../../src/data/readDataset";

const shared = path.resolve(__dirname, "..", "..", "..", "shared", "data");
const mnist = path.join(shared, "mnist");
const fashionSample = path.join(shared, "fashion-mnist-sample");

(existsSync(mnist) ? describe : describe.skip)("with the published files of MNIST", () => {
  it("knows all four by the catalogue's checksums", async () => {
    const { source, train, test } = await readDataset("mnist", { places: { dataFolder: mnist } });
    expect(source.message).toBe(
      `MNIST: 60,000 + 10,000 images from ${mnist} (TRAINBOOK_DATA; checksums verified)`,
    );
    expect([train.count, test.count]).toEqual([60_000, 10_000]);
    expect([...train.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
  });

  it("refuses them as Fashion-MNIST, and says what they are", async () => {
    await expect(readFolder(catalogue["fashion-mnist"], mnist)).rejects.toThrow(
      "found MNIST's train-images-idx3-ubyte (by its MD5), expected Fashion-MNIST's train-images-idx3-ubyte",
    );
  });
});

(existsSync(fashionSample) ? describe : describe.skip)("with a sample of Fashion-MNIST", () => {
  it("takes it from the learner's folder as unverified", async () => {
    const { source } = await readDataset("fashion-mnist", { places: { dataFolder: fashionSample } });
    expect(source.message).toBe(
      `Fashion-MNIST: 3,443 + 1,000 images from ${fashionSample} (TRAINBOOK_DATA; your files, unverified)`,
    );
  });

  it("finds both datasets under one folder by their names", async () => {
    const places = { dataFolder: shared };
    expect((await readDataset("mnist", { places })).source.location).toBe(mnist);
  });
});
