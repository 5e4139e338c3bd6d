import { readFileSync } from "node:fs";
import path from "node:path";
import { requirementsLists, withoutTensorFlow } from "../../../src/cli/setup/requirements";
import { tensorFlowVersion } from "../../../src/engine";

const root = path.resolve(__dirname, "..", "..", "..");
const locks = [
  "requirements.txt",
  "requirements-test.txt",
  "requirements-cuda.txt",
  "requirements-nbgrader.txt",
];
const read = (name: string) => readFileSync(path.join(root, name), "utf8");

test.each(locks)("%s pins every package and gives a hash for it", (name) => {
  const entries = read(name)
    .split(/\n(?=\S)/)
    .filter((entry) => !entry.startsWith("#"));
  for (const entry of entries) {
    expect(entry).toMatch(/^[a-z0-9-]+==\S+( ;[^\n]*)? \\\n {4}--hash=sha256:[0-9a-f]{64}/);
  }
});

test.each(locks)("%s names no address", (name) => {
  expect(read(name)).not.toMatch(/:\/\/|--index|--find-links/);
});

test("the locks hold the TensorFlow that the engine is made for", () => {
  expect(read("requirements.txt")).toContain(`\ntensorflow-cpu==${tensorFlowVersion} `);
  expect(read("requirements-cuda.txt")).toContain(`\ntensorflow==${tensorFlowVersion} `);
});

test("withoutTensorFlow takes out both wheels with their hashes, and nothing else", () => {
  const lock =
    "six==1 \\\n    --hash=a\ntensorflow==2 ; x \\\n    --hash=b \\\n    --hash=c\ntensorflow-cpu==2 \\\n    --hash=d\ntzdata==3 \\\n    --hash=e\n";
  expect(withoutTensorFlow(lock)).toBe("six==1 \\\n    --hash=a\ntzdata==3 \\\n    --hash=e\n");
});

test("a machine with an NVIDIA GPU gets TensorFlow from the CUDA list alone", () => {
  const [learn] = requirementsLists({ wheel: "cuda" });
  expect(learn?.text.match(/^tensorflow.*?==/gm)).toEqual(["tensorflow=="]);
  expect(learn?.text).toContain("nvidia-cudnn-cu12==");
});

test("a machine without a wheel gets JupyterLab and the offline digits", () => {
  const [learn] = requirementsLists({ wheel: "none" });
  expect(learn?.text).not.toMatch(/^tensorflow/m);
  for (const name of ["jupyterlab", "nbclient", "mlxtend"]) expect(learn?.text).toContain(`\n${name}==`);
});

test("the tests' list comes on top when it is asked for", () => {
  const purposes = requirementsLists({ wheel: "cpu", tests: true }).map((list) => list.purpose);
  expect(purposes).toEqual(["learn", "test"]);
});
