/** `plot.flow`: how a network is trained, from the data to what is saved. */
import { type Arrow, type Box, diagram } from "./diagram";
import { Picture } from "./picture";

const boxes: readonly Box[] = [
  { id: "data", title: "Data", lines: ["training, validation, test"], isEnd: true },
  { id: "model", title: "Architecture", lines: ["layers, and weights, still random"] },
  { id: "compile", title: "Compile", lines: ["loss, optimizer, metrics"] },
  { id: "batch", title: "Take a batch" },
  { id: "predict", title: "Predict", lines: ["what the network makes of it"] },
  { id: "loss", title: "Measure the loss", lines: ["how wrong it is"] },
  { id: "gradients", title: "Gradients", lines: ["which way each weight makes it smaller"] },
  { id: "step", title: "Step", lines: ["the optimizer moves the weights"] },
  { id: "validate", title: "Validate", lines: ["loss and metrics on data not learned from"] },
  { id: "test", title: "Test", lines: ["once, at the end"] },
  { id: "save", title: "Save and use", isEnd: true },
];

const arrows: readonly Arrow[] = [
  { from: "data", to: "model" },
  { from: "model", to: "compile" },
  { from: "compile", to: "batch" },
  { from: "batch", to: "predict" },
  { from: "predict", to: "loss" },
  { from: "loss", to: "gradients" },
  { from: "gradients", to: "step" },
  { from: "step", to: "batch", label: "next batch" },
  { from: "step", to: "validate", label: "end of an epoch" },
  { from: "validate", to: "batch", label: "next epoch" },
  { from: "validate", to: "test", label: "good enough, or no better" },
  { from: "test", to: "save" },
];

/**
 * Draws how training goes: a loop over batches in a loop over epochs.
 *
 * @example
 * plot.flow()
 */
export const flow = (): Picture =>
  new Picture(
    "Training as a flow chart: data, architecture, compile; then for each batch predict, measure the loss, compute " +
      "gradients, step; after each epoch validate; at the end test, and save.",
    diagram(boxes, arrows),
  );
