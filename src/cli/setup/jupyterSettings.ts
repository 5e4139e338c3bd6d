/** JupyterLab's defaults in our environment: no news, no offers to update what is pinned. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

const settings = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
};

/** Writes the defaults unless they are there; the learner's own settings go before them. */
export function provideJupyterSettings(environment: string): void {
  const file = path.join(environment, "share", "jupyter", "lab", "settings", "overrides.json");
  const text = `${JSON.stringify(settings, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
}
