/** `trainbook progress` and `solution`, in a terminal inside the learner's folder. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checkResultType, exercises } from "../../src/grading";
import { runNode } from "./runCommand";
import { temporaryFolder, writeFiles } from "./temporaryFolder";

const root = path.resolve(__dirname, "..", "..");
const folder = temporaryFolder();
const trainbook = (...args: string[]) =>
  runNode([path.join(root, "bin", "trainbook.js"), ...args], { cwd: folder });
const solution = path.join(folder, "solutions", "01-fashion-mnist.ipynb");

/** Leaves exercise 1 as a check with so many of its checks passed leaves it. */
function checked(passed: number): void {
  const [exercise] = exercises;
  const checks = exercise?.checks.slice(0, passed).map(({ id }) => ({ id, status: "passed" }));
  const data = { [checkResultType]: { exercise: exercise?.id, checks } };
  const cell = { cell_type: "code", source: "check", metadata: {}, execution_count: 1 };
  const outputs = [{ output_type: "display_data", data, metadata: {} }];
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [{ ...cell, outputs }] };
  writeFiles(folder, { "exercises/01-fashion-mnist.ipynb": JSON.stringify(notebook) });
}

beforeAll(() => writeFiles(folder, { ".trainbook.json": '{ "handedOut": {} }' }));

test("solution before full marks says the points, and that it comes with full marks", async () => {
  checked(2);
  const { code, stdout } = await trainbook("solution", "01-fashion-mnist");
  expect(code).toBe(1);
  expect(stdout).toBe(
    "01-fashion-mnist has 2 of 10 points.\n" +
      "The solution comes with full marks; until then the hints of the check point the way.\n" +
      "  → npx trainbook solution 01-fashion-mnist --anyway   shows it now\n",
  );
  expect(existsSync(solution)).toBe(false);
});

test("solution of an exercise that was not checked says how to check it", async () => {
  writeFiles(folder, { "exercises/02-callbacks.ipynb": '{ "nbformat": 4, "metadata": {}, "cells": [] }' });
  const { code, stdout } = await trainbook("solution", "exercise-2");
  expect(code).toBe(1);
  expect(stdout).toContain("02-callbacks has not been checked yet. Its last cell does that");
});

test("solution --anyway writes it before full marks", async () => {
  const { code, stdout } = await trainbook("solution", "3", "--anyway");
  const copy = path.join(folder, "solutions", "03-custom-training-loop.ipynb");
  expect([code, stdout]).toEqual([0, `One solution of many: ${copy}\n`]);
  expect(existsSync(copy)).toBe(true);
});

test("solution after full marks writes it and says its path", async () => {
  checked(99);
  const { code, stdout } = await trainbook("solution", "01");
  expect([code, stdout]).toEqual([0, `One solution of many: ${solution}\n`]);
  expect(readFileSync(solution, "utf8")).toBe(
    readFileSync(path.join(root, "solutions", "01-fashion-mnist.ipynb"), "utf8"),
  );
});

test("solution never overwrites what the learner has changed", async () => {
  writeFileSync(solution, "mine");
  const { code, stdout } = await trainbook("solution", "01-fashion-mnist");
  expect([code, stdout]).toEqual([0, `It is there already: ${solution}\n`]);
  expect(readFileSync(solution, "utf8")).toBe("mine");
});

test("solution of an unknown exercise lists those there are, and exits with 2", async () => {
  const { code, stderr } = await trainbook("solution", "00-quickstart");
  expect(code).toBe(2);
  expect(stderr).toContain(
    "There is no exercise named 00-quickstart.\n  → one of 01-fashion-mnist, 02-callbacks",
  );
});

test("progress --json gives each notebook's state and what comes next", async () => {
  const { code, stdout } = await trainbook("progress", "--json");
  const { notebooks, next } = JSON.parse(stdout);
  const byName = Object.fromEntries(notebooks.map((one: { name: string }) => [one.name, one]));
  expect(code).toBe(0);
  expect(byName["01-fashion-mnist"]).toMatchObject({ state: "done", points: 10, maximum: 10 });
  expect(byName["00-quickstart"]).toMatchObject({ state: "missing", file: "00-quickstart.ipynb" });
  expect(next).toMatchObject({ name: "02-callbacks" });
});

test("progress shows points and what comes next", async () => {
  const { stdout } = await trainbook("progress");
  expect(stdout).toMatch(/✓ {2}Exercise 1 · .* 10 of 10 points\n/);
  expect(stdout).toMatch(/\nNext: Exercise 2 · .* \(exercises\/02-callbacks\.ipynb, about \d+ minutes\)\n$/);
});
