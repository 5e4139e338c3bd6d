/** `--timeout`, as `run` and `grade` take it. */
import type { Option } from "commander";
import { numberOption } from "./numberOption";

/**
 * The option `--timeout <seconds>`: a number above 0.
 *
 * @param preset What holds without the option, in words. Defaults to "no limit".
 */
export function timeoutOption(preset = "no limit"): Option {
  return numberOption("--timeout <seconds>", `how long one cell may take (default: ${preset})`, "Seconds");
}
