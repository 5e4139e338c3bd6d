#!/usr/bin/env node
/**
 * The `trainbook` command. In a fresh clone nothing is there but Node, so this file and its neighbours need
 * nothing else: they prepare the checkout and hand over to `dist/cli`. In a published package it hands over at
 * once.
 */

const path = require("node:path");
const { isCheckout, prepareCheckout } = require("./prepareCheckout.js");
const { SetupError } = require("./setupError.js");

async function main() {
  checkNode();
  if (isCheckout()) await prepareCheckout();
  await require(path.join(__dirname, "..", "dist", "cli", "main.js")).main(process.argv.slice(2));
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupError(
    `Node ${process.versions.node} is too old: trainbook needs Node 20.19 or newer.\n` +
      "  → install the current release from https://nodejs.org, or: nvm install --lts",
  );
}

main().catch((error) => {
  process.stderr.write(`${error instanceof SetupError ? error.message : error.stack}\n`);
  process.exitCode = 1;
});
