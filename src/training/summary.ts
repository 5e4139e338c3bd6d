/**
 * Lets `model.summary()` show the model as a table, in a notebook as one of the page's own (keras.Model.summary). With a
 * function that prints, it prints what tfjs prints.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { display } from "../display";

type Summary = tf.LayersModel["summary"];

for (const { prototype } of [tf.LayersModel, tf.Sequential] as { prototype: tf.LayersModel }[]) {
  const { summary } = prototype;
  prototype.summary = function (
    this: tf.LayersModel,
    ...[lineLength, positions, print]: Parameters<Summary>
  ) {
    if (print) summary.call(this, lineLength, positions, print);
    else display(this);
  };
}
