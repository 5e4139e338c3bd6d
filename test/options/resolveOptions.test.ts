import {
  boolean,
  number,
  numbers,
  OptionError,
  oneOf,
  optionsFromKeras,
  optionsToKeras,
  required,
  resolveOptions,
  UnknownNameError,
  whole,
} from "../../src/options";

const table = {
  learningRate: number(0.1),
  beta1: number(0.9, { keras: "beta_1" }),
  average: oneOf(["micro", "macro", null], "micro"),
  thresholds: numbers(),
  count: whole(3),
  amsgrad: boolean(false),
};

const resolve = (given: unknown) => resolveOptions("the class", given as object, table);

describe("resolveOptions(of, given, table)", () => {
  it("fills defaults in, also for undefined, and for null where it means nothing", () => {
    expect(resolve({ learningRate: undefined, thresholds: null, count: 4 })).toEqual({
      learningRate: 0.1,
      beta1: 0.9,
      average: "micro",
      thresholds: undefined,
      count: 4,
      amsgrad: false,
    });
  });

  it("keeps null where the option knows it", () => {
    expect(resolve({ average: null }).average).toBeNull();
  });

  it.each([
    ["learning_rate", "learningRate"],
    ["learningrate", "learningRate"],
    ["beta_1", "beta1"],
    ["treshold", "thresholds"],
  ])("refuses %s and names %s", (name, meant) => {
    expect(() => resolve({ [name]: 1 })).toThrow(UnknownNameError);
    expect(() => resolve({ [name]: 1 })).toThrow(`there is no option of the class "${name}".`);
    expect(() => resolve({ [name]: 1 })).toThrow(new RegExp(`did you mean "${meant}"`));
  });

  it("lists all names where none is near", () => {
    expect(() => resolve({ x: 1 })).toThrow(/there are learningRate, beta1, average/);
  });

  it.each([
    [{ learningRate: "0.1" }, 'learningRate must be a number, found "0.1".'],
    [{ learningRate: Number.NaN }, "learningRate must be a number, found NaN."],
    [{ learningRate: null }, "learningRate must be a number, found null."],
    [{ count: 2.5 }, "count must be a whole number, found 2.5."],
    [{ amsgrad: 1 }, "amsgrad must be true or false, found 1."],
    [{ thresholds: [0.5, "1"] }, 'thresholds must be a list of numbers, found [0.5, "1"].'],
    [{ average: "macr" }, 'there is no average "macr".'],
    [0.01, "options are an object, found 0.01."],
    [[1], "options are an object, found [1]."],
    [null, "options are an object, found null."],
  ])("refuses %j in words", (given, message) => {
    expect(() => resolve(given)).toThrow(OptionError);
    expect(() => resolve(given)).toThrow(`the class: ${message}`);
  });

  it("names the value of a list that is near, or all of them", () => {
    expect(() => resolve({ average: "macr" })).toThrow(/did you mean "macro"/);
    expect(() => resolve({ average: "weighed" })).toThrow(/there are "micro", "macro", null/);
  });

  it("says which required option is missing", () => {
    const schedule = { decaySteps: required(number()) };
    expect(() => resolveOptions("a schedule", {}, schedule)).toThrow("a schedule: decaySteps is missing.");
  });

  it("lets a user's class have options of its own, but no other spelling of a known one", () => {
    const open = (given: object) => resolveOptions("the class", given, table, { isOpen: true });
    expect(open({ learningRate: 1, decay: 2 })).toHaveProperty("learningRate", 1);
    expect(() => open({ learning_rate: 1 })).toThrow(/did you mean "learningRate"/);
  });
});

describe("Keras's words", () => {
  it("have each option by Keras's name, null where there is none", () => {
    expect(optionsToKeras(resolve({ thresholds: [0.5] }), table)).toEqual({
      learning_rate: 0.1,
      beta_1: 0.9,
      average: "micro",
      thresholds: [0.5],
      count: 3,
      amsgrad: false,
    });
    expect(optionsToKeras(resolve({}), table)).toHaveProperty("thresholds", null);
  });

  it("become options again, null only where it means something, the rest apart", () => {
    const config = { beta_1: 0.5, average: null, thresholds: null, dtype: "float32" };
    expect(optionsFromKeras(config, table)).toEqual({
      options: { beta1: 0.5, average: null },
      rest: { dtype: "float32" },
    });
  });
});
