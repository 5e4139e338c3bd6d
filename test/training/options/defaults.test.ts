/** The contract of options, over every class and every option: the default is Keras's. */
import { kerasName } from "../../../src/options";
import type { Loss } from "../../../src/training";
import { askKeras, type KerasAnswers } from "./kerasAnswers";
import { everyOption, make, type Options } from "./optionClasses";

let { defaults: ofKeras } = {} as KerasAnswers;

beforeAll(() => {
  ofKeras = askKeras().defaults;
});

it.each(everyOption)("$of has Keras's default of $option", ({ kind, name, option, table }) => {
  const defaults = ofKeras[kind][name] as Options;
  const keras = kerasName(option, table);
  const row = table[option];
  if (row?.isRequired) expect(defaults).not.toHaveProperty(keras);
  else if (option === "name") expect([null, (make(kind, name, {}) as Loss).name]).toContain(defaults.name);
  else expect(row?.default ?? null).toEqual(defaults[keras]);
});
