/** `--timeout`, as `run` and `grade` take it. */
import { InvalidArgumentError, Option } from "commander";

/** The option `--timeout <seconds>`: a number above 0. */
export function timeoutOption(): Option {
  return new Option("--timeout <seconds>", "how long one cell may take (default: no limit)").argParser(
    (text: string) => {
      const seconds = Number(text);
      if (seconds > 0 && Number.isFinite(seconds)) return seconds;
      throw new InvalidArgumentError("Seconds above 0 are expected.");
    },
  );
}
