/**
 * The plugin by which papermill, where a learner installs it beside JupyterLab, writes parameters in TypeScript.
 * It lies in trainbook's own Python environment as pip would have put it there: a module, and the metadata that
 * names its entry point (https://packaging.python.org/en/latest/specifications/recording-installed-packages/).
 */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { environmentFolder, sitePackages } from "../../engine";

const MODULE = "trainbook_papermill";
/** The plugin's own, so that another trainbook overwrites it and leaves no second one beside it. */
const VERSION = "1";

/**
 * Writes the plugin into a Python environment. Writing it again changes nothing.
 *
 * @returns the plugin's module, or undefined where there is no environment.
 */
export function installPapermillPlugin(environment: string = environmentFolder()): string | undefined {
  const packages = sitePackages(environment);
  if (packages === undefined) return undefined;
  const metadata = `${MODULE}-${VERSION}.dist-info`;
  const files: Record<string, string> = {
    METADATA: `Metadata-Version: 2.1\nName: ${MODULE}\nVersion: ${VERSION}\nSummary: Parameters in TypeScript for papermill\n`,
    INSTALLER: "trainbook\n",
    "entry_points.txt": `[papermill.engine]\ntrainbook = ${MODULE}:Engine\n`,
    RECORD: "",
  };
  const owned = [`${MODULE}.py`, ...Object.keys(files).map((name) => `${metadata}/${name}`)];
  files.RECORD = owned.map((name) => `${name},,\n`).join("");
  mkdirSync(path.join(packages, metadata), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(packages, metadata, name), text);
  const module = path.join(packages, `${MODULE}.py`);
  copyFileSync(path.join(__dirname, `${MODULE}.py`), module);
  return module;
}
