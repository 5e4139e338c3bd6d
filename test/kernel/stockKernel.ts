/** Stock tslab as a kernel beside ours, for as long as a test file runs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageRoot } from "../../src/engine";

/** Installs the kernel for the tests of this file. @returns its name, and an empty folder. */
export function stockKernel(): { kernelName: string; folder: string } {
  const folder = mkdtempSync(path.join(tmpdir(), "trainbook-stock-"));
  const before = process.env.JUPYTER_PATH;

  beforeAll(() => {
    const kernel = path.join(folder, "kernels", "stock");
    mkdirSync(kernel, { recursive: true });
    const tslab = path.join(packageRoot, "node_modules", "tslab", "bin", "tslab");
    const argv = [process.execPath, tslab, "kernel", "--config-path", "{connection_file}"];
    writeFileSync(
      path.join(kernel, "kernel.json"),
      JSON.stringify({ argv, display_name: "stock", language: "typescript" }),
    );
    process.env.JUPYTER_PATH = folder;
  });

  afterAll(() => {
    if (before === undefined) delete process.env.JUPYTER_PATH;
    else process.env.JUPYTER_PATH = before;
    rmSync(folder, { recursive: true });
  });

  return { kernelName: "stock", folder };
}
