/** A language thread that ends when it is asked to convert "end", and otherwise tells what it was asked before. */
const { parentPort } = require("node:worker_threads");

/** @type {string[]} */
const converted = [];
parentPort?.on("message", ({ id, name, asked }) => {
  if (asked.code === "end") throw new Error("it was asked to");
  if (name === "convert") converted.push(asked.code);
  parentPort?.postMessage({ id, answer: { ok: true, javascript: converted.join(" ") } });
});
parentPort?.postMessage({ id: 0, answer: undefined });
