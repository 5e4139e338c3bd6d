/** Where the learner's copies lie. */
import { existsSync } from "node:fs";
import path from "node:path";
import { isCheckout, packageRoot } from "../engine";
import { manifestFile } from "./manifest";

/**
 * `my-course/`: the folder at or above the current one that trainbook has handed out to, so that commands also work in a
 * terminal of JupyterLab, and notebooks find it from inside. Without one: in the checkout, elsewhere in the current folder.
 */
export function myCourseFolder(): string {
  return handedOutAbove(process.cwd()) ?? path.join(isCheckout ? packageRoot : process.cwd(), "my-course");
}

function handedOutAbove(folder: string): string | undefined {
  if (existsSync(manifestFile(folder))) return folder;
  const above = path.dirname(folder);
  return above === folder ? undefined : handedOutAbove(above);
}
