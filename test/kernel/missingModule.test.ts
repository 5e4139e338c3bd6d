/** Messages about modules that are not there. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { missingModule } from "../../src/kernel/missingModule";

const folder = mkdtempSync(path.join(tmpdir(), "trainbook-module-"));
writeFileSync(path.join(folder, "package.json"), '{ "dependencies": { "csv-parse": "1", "d3": "7" } }');
writeFileSync(path.join(folder, "network.ts"), "");
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ["trainbok", "trainbook"],
  ["Trainbook", "trainbook"],
  ["train-book", "trainbook"],
  ["@tensorflow/tfjs-node-gup", "@tensorflow/tfjs-node-gpu"],
  ["csv-prase", "csv-parse"],
  ["node:fz", "node:fs"],
  ["node:fs/promise", "node:fs/promises"],
  ["pth", "path"],
  ["./netwrok", "./network"],
])("%s is nearly %s, and is never to be installed", (specifier, meant) => {
  const { message, cure } = missingModule(specifier, folder);
  expect(message).toContain(`Did you mean '${meant}'?`);
  expect(cure).toBe(`write "${meant}"`);
});

test.each(["@tensorflow/tfjs", "@tensorflow/tfjs-node", "tfjs", "tensorflow", "keras"])(
  "for %s the course's package is named",
  (specifier) => {
    expect(missingModule(specifier, folder).cure).toMatch(
      /import \* as tf from "@tensorflow\/tfjs-node-gpu"/,
    );
  },
);

test.each(["lodash", "@scope/name/deep", "d3-scale"])(
  "%s, which is like no known name, can be installed",
  (name) => {
    expect(missingModule(name, folder).cure).toMatch(
      /^npm install (lodash|@scope\/name|d3-scale) \(in a terminal/,
    );
  },
);

test("trainbook itself is missing where the notebook lies outside of every project", () => {
  expect(missingModule("trainbook", folder).cure).toContain("my-course/");
});

test("a file that is like no other is to be looked for", () => {
  expect(missingModule("./data/other", folder).cure).toContain(
    "a relative path starts from the notebook's folder",
  );
});
