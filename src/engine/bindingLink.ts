/**
 * Puts our binding where tfjs-node-gpu looks for its native file, so that `import "@tensorflow/tfjs-node-gpu"`
 * works by itself, in any order and in any script of the project.
 *
 * tfjs-node-gpu asks node-pre-gyp for `lib/napi-v8/tfjs_binding.node` and requires what it finds there. A
 * folder of that name with an `index.js` is as good as a file to `require`.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { tfjsNodePackage } from "./tfjsNodePackage";

/** The binding that tfjs-node-gpu finds: ours, a native file that its own installer left, or none. */
export type BindingLink = "ours" | "native" | "missing";

/** Node-API version 8 is the newest that tfjs-node-gpu 4.22 names, and every Node from 20 on has it. */
const bindingPath = path.join("lib", "napi-v8", "tfjs_binding.node");

/** The file that loads our binding. */
export const bindingEntry = path.join(__dirname, "bindingEntry.js");

const linkOf = (packageFile: string) => path.join(path.dirname(packageFile), bindingPath);
const linkSource = (link: string) => {
  const entry = path.relative(link, bindingEntry).split(path.sep).join("/");
  return `// Made by \`npx trainbook setup\`: TensorFlow's own library in place of a native addon.\nmodule.exports = require("${entry}");\n`;
};

/** The binding that is in place now. */
export function inspectBindingLink(packageFile: string = tfjsNodePackage()): BindingLink {
  const link = linkOf(packageFile);
  if (!existsSync(link)) return "missing";
  if (statSync(link).isFile()) return "native";
  const index = path.join(link, "index.js");
  return existsSync(index) && readFileSync(index, "utf8") === linkSource(link) ? "ours" : "missing";
}

/** Puts our binding in place, unless a native file is there: then importing trainbook first decides. */
export function linkBinding(packageFile: string = tfjsNodePackage()): BindingLink {
  const found = inspectBindingLink(packageFile);
  if (found !== "missing") return found;
  const link = linkOf(packageFile);
  mkdirSync(link, { recursive: true });
  const temporary = path.join(link, `index.js.${process.pid}.tmp`);
  writeFileSync(temporary, linkSource(link));
  renameSync(temporary, path.join(link, "index.js"));
  return "ours";
}
