/** The contract of options, over every class and every option: a misspelling is refused with what was meant. */
import { kerasName, UnknownNameError } from "../../../src/options";
import { everyOption, make, sampleOf } from "./optionClasses";

/** With a slip: a letter too much. */
const misspelt = (option: string) => `${option}x`;

it.each(everyOption)("$of refuses a misspelt $option, and Keras's spelling, with what was meant", (one) => {
  const { kind, name, option, table } = one;
  const spellings = [misspelt(option), kerasName(option, table)].filter((spelling) => spelling !== option);
  for (const spelling of spellings) {
    const wrong = () => make(kind, name, { [spelling]: sampleOf(kind, name).options[option] });
    expect(wrong).toThrow(UnknownNameError);
    expect(wrong).toThrow(new RegExp(`"${spelling}".*\n.*did you mean.*"${option}"`));
  }
});
