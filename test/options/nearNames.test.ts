import { nearNames } from "../../src/options";

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
