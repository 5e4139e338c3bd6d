/** Options that take a number. */
import { InvalidArgumentError, Option } from "commander";

/** An option whose argument is a number above 0. `unit` names it in the message: "Seconds above 0 are expected." */
export function numberOption(flags: string, description: string, unit: string): Option {
  return new Option(flags, description).argParser((text: string) => {
    const number = Number(text);
    if (number > 0 && Number.isFinite(number)) return number;
    throw new InvalidArgumentError(`${unit} above 0 are expected.`);
  });
}

/** An option whose argument is a whole number from 1. */
export function countOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text: string) => {
    const number = Number(text);
    if (number >= 1 && Number.isSafeInteger(number)) return number;
    throw new InvalidArgumentError("A whole number from 1 is expected.");
  });
}
