import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspectKernelspec, installKernelspec, jupyterVariables } from "../../src/kernel";

let environment: string;
beforeEach(() => {
  environment = mkdtempSync(path.join(tmpdir(), "trainbook-environment-"));
});
afterEach(() => rmSync(environment, { recursive: true }));

test("installKernelspec(environment) writes a kernelspec that inspectKernelspec finds in order", () => {
  const file = installKernelspec(environment);
  expect(file).toBe(path.join(environment, "share", "jupyter", "kernels", "tslab", "kernel.json"));
  expect(inspectKernelspec(environment)).toEqual({ state: "ok", path: file });
});

test("the kernelspec is in TypeScript and starts this Node", () => {
  const spec = JSON.parse(readFileSync(installKernelspec(environment), "utf8"));
  expect(spec).toMatchObject({ display_name: "TypeScript (tslab)", language: "typescript" });
  expect(spec.argv).toEqual([process.execPath, expect.stringMatching(/launch\.js$/), "{connection_file}"]);
});

test("the kernelspec asks for interrupts as messages, which reach a kernel on any system", () => {
  expect(JSON.parse(readFileSync(installKernelspec(environment), "utf8")).interrupt_mode).toBe("message");
});

test("the kernelspec sets the server's allocator, which the learner's own process does without", () => {
  const spec = JSON.parse(readFileSync(installKernelspec(environment), "utf8"));
  expect(spec.env).toEqual({ MALLOC_MMAP_THRESHOLD_: "131072" });
});

test("inspectKernelspec(environment) says that a kernelspec is missing, and the cure", () => {
  expect(inspectKernelspec(environment)).toMatchObject({ state: "missing", cure: "npx trainbook setup" });
});

test("inspectKernelspec(environment) says that the kernelspec's Node is not there any more", () => {
  change((spec) => {
    spec.argv[0] = "/gone/node";
  });
  expect(inspectKernelspec(environment)).toMatchObject({
    state: "broken",
    problem: "it starts /gone/node, which is not there",
  });
});

test("inspectKernelspec(environment) tells a stock tslab's kernelspec from ours", () => {
  change((spec) => {
    spec.argv = [process.execPath, "tslab", "kernel", "--config-path", "{connection_file}"];
  });
  expect(inspectKernelspec(environment)).toMatchObject({ state: "stale", cure: "npx trainbook setup" });
});

test("inspectKernelspec(environment) calls a kernelspec broken that is not JSON", () => {
  writeFileSync(installKernelspec(environment), "{");
  expect(inspectKernelspec(environment)).toMatchObject({ state: "broken", cure: "npx trainbook setup" });
});

test("jupyterVariables(environment) puts our kernelspecs before those of the user's own JUPYTER_PATH", () => {
  const before = process.env.JUPYTER_PATH;
  process.env.JUPYTER_PATH = "/their/jupyter";
  const { JUPYTER_PATH } = jupyterVariables(environment);
  expect(JUPYTER_PATH?.split(path.delimiter)).toEqual([
    path.join(environment, "share", "jupyter"),
    "/their/jupyter",
  ]);
  if (before === undefined) delete process.env.JUPYTER_PATH;
  else process.env.JUPYTER_PATH = before;
});

function change(edit: (spec: { argv: string[] }) => void): void {
  const file = installKernelspec(environment);
  const spec = JSON.parse(readFileSync(file, "utf8"));
  edit(spec);
  writeFileSync(file, JSON.stringify(spec));
}
