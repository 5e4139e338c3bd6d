/**
 * Fashion-MNIST's offline stand-in: garments that trainbook draws itself, in the same ten classes. They vary in cut,
 * fabric, position, turn and light, so that telling them apart takes convolutions and training, as with the real ones.
 * What a network reaches on them still says nothing about Fashion-MNIST.
 */

import { SeededRandom } from "../../engine";
import { catalogue } from "../catalogue";
import type { ImageDataset, ImageSplit } from "../imageSplit";
import { drawGarment } from "./garment";

const classes = catalogue["fashion-mnist"].classNames.length;
const pixels = 28 * 28;

/** Options of drawGarments. */
export interface DrawGarmentsOptions {
  /** Garments of each class in the training split. Defaults to 400. */
  trainPerClass?: number;
  /** Garments of each class in the test split. Defaults to 100. */
  testPerClass?: number;
  /** Other garments for another seed. Defaults to that of the course's. */
  seed?: number;
}

/** Draws the garments, as many of each class, shuffled; the same every time. */
export function drawGarments({
  trainPerClass = 400,
  testPerClass = 100,
  seed = 2017,
}: DrawGarmentsOptions = {}): ImageDataset {
  const random = new SeededRandom(seed);
  return {
    name: "fashion-mnist",
    train: drawSplit(random, trainPerClass),
    test: drawSplit(random, testPerClass),
  };
}

function drawSplit(random: SeededRandom, perClass: number): ImageSplit {
  const count = perClass * classes;
  const order = random.shuffle(Array.from({ length: count }, (_, index) => index % classes));
  const labels = Uint8Array.from(order);
  const images = new Uint8Array(count * pixels);
  for (const [index, label] of labels.entries()) images.set(drawGarment(label, random), index * pixels);
  return { images, labels, count, rows: 28, columns: 28 };
}
