import { rmSync } from "node:fs";
import path from "node:path";
import { datasets } from "../../src/data";
import { newFolder, removeFolders, smallDataset, writeFiles } from "./smallDataset";

const environment = { ...process.env };
const said: string[] = [];

beforeEach(() => {
  said.length = 0;
  jest.spyOn(console, "log").mockImplementation((line) => void said.push(line));
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...environment };
});

afterAll(removeFolders);

/** Makes the small dataset the learner's own. */
function setOwnFiles(): string {
  const folder = newFolder();
  writeFiles(folder, smallDataset({ trainCount: 12, testCount: 5 }).files);
  process.env.TRAINBOOK_DATA = folder;
  return folder;
}

describe("datasets.mnist.loadData", () => {
  it("gives int32 tensors of shapes [n, 28, 28] and [n] for training and test", async () => {
    setOwnFiles();
    const [[xTrain, yTrain], [xTest, yTest]] = await datasets.mnist.loadData();
    expect([xTrain.shape, yTrain.shape, xTest.shape, yTest.shape]).toEqual([
      [12, 28, 28],
      [12],
      [5, 28, 28],
      [5],
    ]);
    expect([xTrain.dtype, yTrain.dtype, xTest.dtype, yTest.dtype]).toEqual(new Array(4).fill("int32"));
    for (const tensor of [xTrain, yTrain, xTest, yTest]) tensor.dispose();
  });

  it("keeps pixels from 0 to 255 and labels from 0 to 9", async () => {
    setOwnFiles();
    const [[x, y], [xTest, yTest]] = await datasets.mnist.loadData();
    expect([...new Set(await x.data())].every((grey) => grey >= 0 && grey <= 255)).toBe(true);
    expect(Math.max(...(await x.data()))).toBe(255);
    expect(Math.max(...(await y.data()))).toBeLessThan(10);
    for (const tensor of [x, y, xTest, yTest]) tensor.dispose();
  });

  it("says in one line where the data came from, and keeps it as source", async () => {
    const folder = setOwnFiles();
    const splits = await datasets.mnist.loadData();
    expect(said).toEqual([`MNIST: 12 + 5 images from ${folder} (TRAINBOOK_DATA; your files, unverified)`]);
    expect(datasets.mnist.source).toMatchObject({ kind: "folder", isReal: true, message: said[0] });
    for (const tensor of splits.flat()) tensor.dispose();
  });

  it("says nothing and keeps the last source when it fails", async () => {
    const folder = setOwnFiles();
    for (const tensor of (await datasets.mnist.loadData()).flat()) tensor.dispose();
    said.length = 0;
    rmSync(path.join(folder, "t10k-labels-idx1-ubyte.gz"));
    await expect(datasets.mnist.loadData()).rejects.toThrow("MNIST is not complete");
    expect(said).toEqual([]);
    expect(datasets.mnist.source?.location).toBe(folder);
  });

  it('takes the offline digits with { source: "offline" } though TRAINBOOK_DATA is set', async () => {
    setOwnFiles();
    const splits = await datasets.mnist.loadData({ source: "offline" });
    expect(splits.map(([x]) => x.shape[0])).toEqual([4_000, 1_000]);
    for (const tensor of splits.flat()) tensor.dispose();
  });
});

describe("datasets.fashionMnist", () => {
  it("names its ten classes", () => {
    expect(datasets.fashionMnist.classNames).toEqual([
      "T-shirt/top",
      "Trouser",
      "Pullover",
      "Dress",
      "Coat",
      "Sandal",
      "Shirt",
      "Sneaker",
      "Bag",
      "Ankle boot",
    ]);
  });

  it("lets others tell drawn garments from the real ones by its source", async () => {
    expect(datasets.fashionMnist.source).toBeUndefined();
    const splits = await datasets.fashionMnist.loadData({ source: "offline" });
    expect(datasets.fashionMnist.source).toMatchObject({ kind: "offline", isReal: false });
    expect(said).toEqual([
      expect.stringContaining("drawn garments (offline stand-in, not the real Fashion-MNIST)"),
    ]);
    for (const tensor of splits.flat()) tensor.dispose();
  });
});
