/** `trainbook data`: what it prints. How files are fetched and verified is tested in test/data. */
import path from "node:path";
import { root } from "./installedPackage";
import { runNode } from "./runCommand";
import { temporaryFolder, writeFiles } from "./temporaryFolder";

const temporary = temporaryFolder();
const data = (args: string[], env: NodeJS.ProcessEnv) =>
  runNode([path.join(root, "bin", "trainbook.js"), "data", ...args], { env });

test("data names a damaged file in the learner's folder, with its cure and exit code 1", async () => {
  writeFiles(temporary, { "mnist/train-images-idx3-ubyte": "not an IDX file" });
  const { code, stderr } = await data(["mnist"], { TRAINBOOK_DATA: temporary });
  expect(stderr).toMatch(/^error: MNIST: .*train-images-idx3-ubyte: .*\n {2}→ \S/);
  expect(code).toBe(1);
});
