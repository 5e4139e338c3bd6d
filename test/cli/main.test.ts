/** The output of a wrong call, and its exit code. */
import path from "node:path";
import { root } from "./installedPackage";
import { runNode } from "./runCommand";

const trainbook = (...args: string[]) => runNode([path.join(root, "bin", "trainbook.js"), ...args]);

const commands = ["start", "setup", "reset", "test", "doctor", "run", "grade", "data"];

test.each(commands)("%s --help says how it is called", async (command) => {
  const { code, stdout } = await trainbook(command, "--help");
  expect(stdout).toMatch(new RegExp(`^Usage: trainbook ${command} `));
  expect(code).toBe(0);
});

test("--help lists every command", async () => {
  const { code, stdout } = await trainbook("--help");
  for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
  expect(code).toBe(0);
});

test("--version prints the package's version", async () => {
  const { stdout } = await trainbook("--version");
  expect(stdout).toBe(`${require("../../package.json").version}\n`);
});

test.each([
  [["nonsense"], "error: unknown command 'nonsense'"],
  [["doctr"], "error: unknown command 'doctr'\n(Did you mean doctor?)"],
  [["doctor", "--nonsense"], "error: unknown option '--nonsense'"],
  [["doctor", "extra"], "error: too many arguments for 'doctor'. Expected 0 arguments but got 1"],
  [["setup", "--test"], "error: unknown option '--test'\n(Did you mean --tests?)"],
  [["reset"], "error: missing required argument 'name'"],
  [
    ["reset", "99-nothing"],
    "error: There is no lesson or exercise named 99-nothing.\n  → one of 00-quickstart",
  ],
  [["run"], "error: missing required argument 'notebook'"],
  [["data", "cifar"], "error: There is no dataset cifar; there are mnist, fashion-mnist."],
])("%j is a wrong call: one clear message and exit code 2", async (args, message) => {
  const { code, stdout, stderr } = await trainbook(...args);
  expect(stderr).toContain(message);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});
