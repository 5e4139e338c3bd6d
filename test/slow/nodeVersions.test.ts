/** The engine on the oldest Node that trainbook supports, on the long-term releases after it, and on the newest. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageRoot } from "../../src/engine";

// Registries are reached over a network, which fails now and then.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trainbook-node-"));
  writeFileSync(path.join(folder, "package.json"), "{}");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** npm carries each release of Node as a package for each platform. */
function nodeOfVersion(version: string): string {
  const name = `node-${process.platform}-${process.arch}`;
  execFileSync("npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", `${name}@${version}`], {
    cwd: folder,
    stdio: "pipe",
  });
  return path.join(folder, "node_modules", name, "bin", "node");
}

it.each(["20.19.0", "22", "24", "latest"])(
  "passes its tests on Node %s",
  (version) => {
    const node = nodeOfVersion(version);
    const { status, stderr } = spawnSync(
      node,
      [path.join(packageRoot, "node_modules", "jest", "bin", "jest.js"), "test/engine"],
      {
        cwd: packageRoot,
        encoding: "utf8",
        env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` },
      },
    );
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringMatching(/^Tests: +\d+ passed, \d+ total$/m),
    });
  },
  300_000,
);
