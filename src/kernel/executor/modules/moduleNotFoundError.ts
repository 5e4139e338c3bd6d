/** A module that an import or `require` of a notebook names is not there. */
import { TrainbookError } from "../../../trainbookError";
import { missingModule } from "../../missingModule";

export class ModuleNotFoundError extends TrainbookError {}

/** The error for a specifier that was searched from `folder` upward. */
export function moduleNotFound(specifier: string, folder: string): ModuleNotFoundError {
  const { message, cure } = missingModule(specifier, folder);
  return new ModuleNotFoundError(message, { cure });
}
