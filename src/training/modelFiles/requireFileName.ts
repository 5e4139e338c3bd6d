/** The names of files that models are saved to and loaded from. */
import { forgottenAwait, isPromise } from "../../forgottenAwait";
import { ModelFileError } from "../../saving";

/**
 * tfjs's own functions take URLs, `file://name`: a folder of that name would be made in silence.
 *
 * @throws {ModelFileError} for what is no name.
 */
export function requireFileName(call: string, file: unknown): asserts file is string {
  if (isPromise(file)) throw forgottenAwait(`${call}: the name of the file`, ModelFileError);
  if (typeof file !== "string" || file === "") {
    throw new ModelFileError(
      `${call}: the name of the file must be a text, found ${typeof file === "object" ? "an object" : JSON.stringify(file)}.`,
      {
        cure: 'such as "best_model.keras"',
      },
    );
  }
  const url = /^(\w{2,}):\/\/(.*)$/s.exec(file);
  if (!url) return;
  const [, scheme, rest = ""] = url;
  throw new ModelFileError(`${call}: ${file} is a URL, and a name of a file is meant.`, {
    cure:
      scheme === "file"
        ? `write ${JSON.stringify(rest)}`
        : "fetch the file first, and give its name on this disk",
  });
}
