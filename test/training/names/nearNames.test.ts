import { nearNames, requireKnownOptions, UnknownNameError } from "../../../src/training/names";

const losses = [
  "mse",
  "mae",
  "categorical_crossentropy",
  "sparse_categorical_crossentropy",
  "huber",
  "poisson",
];

describe("nearNames", () => {
  it.each([
    ["hubre", ["huber"]],
    ["Huber ", ["huber"]],
    ["msee", ["mse"]],
    ["categoricalCrossEntropy", ["categorical_crossentropy", "sparse_categorical_crossentropy"]],
    ["sparse_categorical", ["sparse_categorical_crossentropy"]],
    ["wasserstein", []],
  ])("finds for %s %j", (name, near) => {
    expect(nearNames(name, losses)).toEqual(near);
  });
});

describe("requireKnownOptions", () => {
  it("lets known options pass", () => {
    expect(() => requireKnownOptions("fit", { epochs: 1 }, ["epochs", "verbose"])).not.toThrow();
  });

  it("names a misspelt one, and what was meant", () => {
    const misspelt = () => requireKnownOptions("fit", { epoch: 1 }, ["epochs", "verbose"]);
    expect(misspelt).toThrow(UnknownNameError);
    expect(misspelt).toThrow(/there is no option of fit "epoch"\.\n.*did you mean "epochs"\?/);
  });

  it("lists all where none is near", () => {
    expect(() => requireKnownOptions("fit", { x: 1 }, ["epochs", "verbose"])).toThrow(
      /there are epochs, verbose/,
    );
  });
});
