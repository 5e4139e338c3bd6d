/**
 * A child process that fetches a dataset: `node fetchInChild.js ENTRY FOLDER`, where ENTRY is a catalogue entry as
 * JSON. It compiles the sources as jest does, so that no build is needed.
 */
const { readFileSync } = require("node:fs");
const { transformSync } = require("@swc/core");

require.extensions[".ts"] = (module, filename) => {
  const options = {
    filename,
    jsc: { parser: { syntax: /** @type {const} */ ("typescript") }, target: /** @type {const} */ ("es2022") },
    module: { type: /** @type {const} */ ("commonjs") },
  };
  const { code } = transformSync(readFileSync(filename, "utf8"), options);
  /** @type {NodeModule & { _compile(code: string, filename: string): void }} */ (module)._compile(
    code,
    filename,
  );
};

const { fetchDataset } = require("../../src/data/fetchDataset.ts");

const [, , entry = "", cacheFolder] = process.argv;
fetchDataset(JSON.parse(entry), { places: { cacheFolder } }).then(
  () => console.log("complete"),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
