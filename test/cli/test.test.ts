/** `trainbook test` on a project of a few tests, through jest's own options. */
import path from "node:path";
import { countLine } from "../../src/cli/test";
import { installPackage, root } from "./installedPackage";
import { runNode } from "./runCommand";
import { temporaryFolder, writeFiles } from "./temporaryFolder";

const temporary = temporaryFolder();

function trainbookTest(files: Record<string, string>) {
  const project = path.join(temporary, `project-${Object.keys(files).join("-")}`);
  writeFiles(project, files);
  const config = { rootDir: project, testMatch: ["**/*.test.js"], testEnvironment: "node", transform: {} };
  return runNode([path.join(root, "bin", "trainbook.js"), "test", `--config=${JSON.stringify(config)}`]);
}

const passing = "test('one', () => {}); test('two', () => {});";

test("test ends with the numbers, exit code 0 when all pass", async () => {
  const { code, stdout, stderr } = await trainbookTest({ "a.test.js": passing });
  expect(stdout).toMatch(/(^|\n)2 passed, 0 failed\n$/);
  expect(stderr).toContain("PASS");
  expect(code).toBe(0);
});

test("test counts a failing test, and a file that does not load as one more", async () => {
  const { code, stdout } = await trainbookTest({
    "b.test.js": `${passing} test('three', () => { throw new Error('no'); });`,
    "c.test.js": "require('./no-such-file');",
  });
  expect(stdout).toMatch(/(^|\n)2 passed, 2 failed\n$/);
  expect(code).toBe(1);
});

test("countLine counts tests, and files that failed before their first test", () => {
  const totals = { numPassedTests: 7, numFailedTests: 1, numRuntimeErrorTestSuites: 2 };
  expect(countLine(totals)).toBe("7 passed, 3 failed");
});

test("test in the published package says where the tests are", async () => {
  const { code, stderr } = await installPackage(path.join(temporary, "published")).trainbook(["test"]);
  expect(stderr).toBe(
    "error: The tests are not in the published package.\n  → run `npm test` in a clone of the repository\n",
  );
  expect(code).toBe(1);
});
