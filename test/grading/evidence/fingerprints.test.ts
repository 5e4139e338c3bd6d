/** Fingerprints: the same image has the same one, however its pixels were scaled. */

import * as tf from "@tensorflow/tfjs-node-gpu";
import { drawGarments } from "../../../src/data";
import { fingerprint, fingerprintsOf, namesIn } from "../../../src/grading/evidence/fingerprints";
import { read } from "../../../src/grading/evidence/tensorValues";

const { images, count } = drawGarments({ seed: 9, trainPerClass: 2, testPerClass: 0 }).train;
const own = Array.from(
  { length: count },
  (_, at) =>
    namesIn({ scale: "byte", count: 1, bytes: fingerprint(images.subarray(at * 784, (at + 1) * 784)) })[0],
);
const bytes = tf.tensor4d(Float32Array.from(images), [count, 28, 28, 1]);

test.each([
  ["bytes", "byte", bytes],
  ["whole numbers", "byte", bytes.toInt().reshape([count, 28, 28])],
  ["0 to 1", "unit", bytes.div(255)],
  ["−1 to 1", "signed", bytes.div(127.5).sub(1)],
])("of images scaled to %s", (_, scale, scaled) => {
  const found = fingerprintsOf(scaled, read);
  expect(found.scale).toBe(scale);
  expect(namesIn(found)).toEqual(own);
});

test("rows are named in their order", () => {
  const found = fingerprintsOf(bytes, read);
  expect(namesIn(found, [3, 0, 3])).toEqual([own[3], own[0], own[3]]);
});
