/** Assigned datasets: what the grader gives comes before every source. */
import { assignDataset, datasets, drawGarments, readDataset } from "../../src/data";

const drawn = drawGarments({ seed: 5, trainPerClass: 2, testPerClass: 1 });
const source = {
  kind: "offline" as const,
  isReal: false,
  isVerified: false,
  location: "a test",
  message: "30 garments of a test",
};

test("an assigned dataset is loaded whatever source is asked for, and wherever TRAINBOOK_DATA points", async () => {
  assignDataset({ ...drawn, source });
  process.env.TRAINBOOK_DATA = "/nowhere";
  const said: string[] = [];
  const log = jest.spyOn(console, "log").mockImplementation((line: string) => said.push(line));
  for (const asked of [undefined, "offline", "folder"] as const) {
    const [[x, y], [xTest]] = await datasets.fashionMnist.loadData({ source: asked });
    expect([x.shape, xTest.shape]).toEqual([
      [20, 28, 28],
      [10, 28, 28],
    ]);
    expect([...y.dataSync()]).toEqual([...drawn.train.labels]);
  }
  log.mockRestore();
  expect(said).toEqual(Array(3).fill("30 garments of a test"));
});

test("another dataset has its own sources", async () => {
  delete process.env.TRAINBOOK_DATA;
  const { source: own } = await readDataset("mnist", { source: "offline" });
  expect(own.message).toContain("MNIST");
});
