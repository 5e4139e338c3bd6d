/** The kernel's description of itself. */
import { readFileSync } from "node:fs";
import { packageVersion } from "../../engine";
import { protocolVersion } from "./message";

/** The content of `kernel_info_reply`. */
export function kernelInfo(): object {
  const typescript = typeScriptVersion();
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "trainbook",
    implementation_version: packageVersion,
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: "typescript",
      nbconvert_exporter: "script",
    },
    banner: `trainbook ${packageVersion}: TypeScript ${typescript} on Node ${process.versions.node}`,
    debugger: false,
    supported_features: [],
    help_links: [
      { text: "TypeScript Handbook", url: "https://www.typescriptlang.org/docs/handbook/intro.html" },
      { text: "Node.js API", url: "https://nodejs.org/docs/latest/api/" },
      { text: "TensorFlow.js API", url: "https://js.tensorflow.org/api/latest/" },
    ],
  };
}

/** Read, not imported: loading the compiler would take longer than the whole answer may. */
function typeScriptVersion(): string {
  return JSON.parse(readFileSync(require.resolve("typescript-6/package.json"), "utf8")).version;
}
