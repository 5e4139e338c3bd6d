import * as tf from "@tensorflow/tfjs-node-gpu";
import { type DisplayMessage, installDisplaySink, plainText } from "../../../src/display";
import "../../../src/tfjs";

const sequential = () => tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
const functional = () => {
  const input = tf.input({ shape: [3] });
  return tf.model({
    inputs: input,
    outputs: tf.layers.dense({ units: 2 }).apply(input) as tf.SymbolicTensor,
  });
};

afterEach(() => {
  installDisplaySink(undefined);
  jest.restoreAllMocks();
});

describe.each([
  ["sequential", sequential],
  ["functional", functional],
])("model.summary() of a %s model", (_, build) => {
  it("draws a table in a notebook", () => {
    const messages: DisplayMessage[] = [];
    installDisplaySink({ send: (message) => messages.push(message), hold: () => {}, clear: () => {} });
    const model = build();
    model.summary();
    expect(messages.map(({ bundle }) => bundle["text/plain"])).toEqual([plainText(model)]);
    expect(messages[0]?.bundle["text/html"]).toContain("<table>");
  });

  it("prints the table elsewhere", () => {
    const log = jest.spyOn(console, "log").mockImplementation(() => {});
    const model = build();
    model.summary();
    expect(log.mock.calls).toEqual([[plainText(model)]]);
  });

  it("prints as tfjs does with a function that is given", () => {
    const lines: unknown[] = [];
    build().summary(undefined, undefined, (line) => lines.push(line));
    expect(lines.join("\n")).toContain("Total params: 8");
  });
});

it("model.summary() says of a model that does not know its input yet what is known", () => {
  const log = jest.spyOn(console, "log").mockImplementation(() => {});
  tf.sequential().summary();
  expect(log.mock.calls.flat().join()).toMatch(/^Sequential ".*" without layers$/);
});
