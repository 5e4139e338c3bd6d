/** Our kernel in the public conformance suite, jupyter_kernel_test, which is taken as it is. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { environmentExecutable, packageRoot } from "../../src/engine";
import { installKernelspec, jupyterVariables } from "../../src/kernel";

const cache = mkdtempSync(path.join(tmpdir(), "trainbook-conformance-"));
afterAll(() => rmSync(cache, { recursive: true }));

test("every check of jupyter_kernel_test passes, and none is skipped", () => {
  installKernelspec();
  const { stderr, status } = spawnSync(
    environmentExecutable("python"),
    [path.join(__dirname, "conformance.py")],
    {
      cwd: packageRoot,
      encoding: "utf8",
      env: { ...process.env, ...jupyterVariables(), TRAINBOOK_CACHE: cache },
      timeout: 150_000,
    },
  );
  expect(stderr).toMatch(/Ran 12 tests/);
  expect(stderr).not.toMatch(/skipped|FAIL|ERROR/);
  expect(status).toBe(0);
}, 180_000);
