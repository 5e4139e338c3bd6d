/** A module that an import or `require` of a notebook names is not there. */
import { TrainbookError } from "../../../trainbookError";

export class ModuleNotFoundError extends TrainbookError {}

/** The error for a specifier that was searched from `folder` upward. */
export function moduleNotFound(specifier: string, folder: string): ModuleNotFoundError {
  if (/^(\.|\/|[A-Za-z]:[\\/])/.test(specifier)) {
    return new ModuleNotFoundError(`There is no file "${specifier}", as seen from ${folder}.`, {
      cure: "check its name; a relative path starts from the notebook's folder",
    });
  }
  if (specifier.startsWith("node:")) {
    return new ModuleNotFoundError(`Node ${process.version} has no module "${specifier}".`);
  }
  const [scope = "", name = ""] = specifier.split("/");
  const packageName = specifier.startsWith("@") ? `${scope}/${name}` : scope;
  return new ModuleNotFoundError(
    `The package "${packageName}" is not installed: no node_modules from ${folder} upward has "${specifier}".`,
    { cure: `npm install ${packageName} (in a terminal, in the folder of your project)` },
  );
}
