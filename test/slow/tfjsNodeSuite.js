/**
 * Runs tfjs-node-gpu's own test run (`dist/run_tests.js` of its package: the suite of tfjs-core on this
 * backend) as a plain Node program; jasmine prints the counts.
 */
const { readFileSync } = require("node:fs");
const { Module } = require("node:module");
const swc = require("@swc/core");

/** @type {Record<string, (module: any, file: string) => void>} */
const extensions = /** @type {any} */ (Module)._extensions;
const loadScript = /** @type {(module: any, file: string) => void} */ (extensions[".js"]);

// tfjs ships its tests as ECMAScript modules that only a bundler resolves: translate them as they load.
extensions[".js"] = (module, file) => {
  const isTest = /@tensorflow\/tfjs-core\/dist\//.test(file) && !file.endsWith(".node.js");
  const source = isTest ? readFileSync(file, "utf8") : "";
  if (!/^(import|export)\b/m.test(source)) return loadScript(module, file);
  const { code } = swc.transformSync(source, { filename: file, module: { type: "commonjs" } });
  module._compile(code, file);
};

require("@tensorflow/tfjs-node-gpu/dist/run_tests.js");
