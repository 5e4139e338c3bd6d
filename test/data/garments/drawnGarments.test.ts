import { drawGarments } from "../../../src/data/garments/drawnGarments";
import type { ImageDataset, ImageSplit } from "../../../src/data/imageSplit";
import { md5 } from "../smallDataset";

let garments: ImageDataset;

beforeAll(() => {
  garments = drawGarments();
});

function countsOf({ labels }: ImageSplit): number[] {
  return Array.from({ length: 10 }, (_, garment) => labels.filter((label) => label === garment).length);
}

/** One digest for each image. */
function digestsOf({ images, count }: ImageSplit): string[] {
  return Array.from({ length: count }, (_, index) => md5(images.subarray(index * 784, (index + 1) * 784)));
}

/** The mean image of each class. */
function centroidsOf({ images, labels }: ImageSplit): Float64Array[] {
  const counts = countsOf({ labels } as ImageSplit);
  const centroids = Array.from({ length: 10 }, () => new Float64Array(784));
  for (const [index, label] of labels.entries()) {
    const centroid = centroids[label] as Float64Array;
    for (let pixel = 0; pixel < 784; pixel++) {
      centroid[pixel] =
        (centroid[pixel] as number) + (images[index * 784 + pixel] as number) / (counts[label] as number);
    }
  }
  return centroids;
}

/** The class whose mean image is the nearest, for each image. */
function nearest(centroids: Float64Array[], { images, count }: ImageSplit): number[] {
  return Array.from({ length: count }, (_, index) => {
    const image = images.subarray(index * 784, (index + 1) * 784);
    const distances = centroids.map((centroid) =>
      image.reduce((sum, grey, pixel) => sum + (grey - (centroid[pixel] as number)) ** 2, 0),
    );
    return distances.indexOf(Math.min(...distances));
  });
}

describe("drawGarments", () => {
  it("draws 4,000 and 1,000 garments, 400 and 100 of each class", () => {
    expect(countsOf(garments.train)).toEqual(new Array(10).fill(400));
    expect(countsOf(garments.test)).toEqual(new Array(10).fill(100));
  });

  it("draws the same to the last bit, on every platform and Node", () => {
    expect(md5(garments.train.images)).toBe("0f2abfe2ee717fd3481012b94458b3cf");
    expect(md5(garments.train.labels)).toBe("6af9052512122b15b04942ee4e7f9a26");
    expect(md5(garments.test.images)).toBe("921290c23e14fe531f22cb8d71b1409d");
  });

  it("draws as many as asked for", () => {
    const { train, test } = drawGarments({ trainPerClass: 3, testPerClass: 1 });
    expect([countsOf(train), countsOf(test)]).toEqual([new Array(10).fill(3), new Array(10).fill(1)]);
  });

  it("draws the same garments from the same seed, and none of them from another", () => {
    const drawn = (seed: number) =>
      digestsOf(drawGarments({ seed, trainPerClass: 0, testPerClass: 10 }).test);
    expect(drawn(1)).toEqual(drawn(1));
    expect(new Set([...drawn(1), ...drawn(2)]).size).toBe(200);
  });

  it("draws no garment twice", () => {
    const drawn = [garments.train, garments.test].flatMap(digestsOf);
    expect(new Set(drawn).size).toBe(5_000);
  });

  it("leaves a dark background and draws a garment of some size in every picture", () => {
    const { images, count } = garments.train;
    for (let index = 0; index < count; index++) {
      const covered = images.subarray(index * 784, (index + 1) * 784).filter((grey) => grey > 0).length;
      expect(covered).toBeGreaterThan(40);
      expect(covered).toBeLessThan(700);
    }
  });

  // Real Fashion-MNIST: 0.68. But a CNN of the course reaches about 0.85 here, as there.
  it("need more than their outlines: mean images tell 40 to 60 % apart", () => {
    const predicted = nearest(centroidsOf(garments.train), garments.test);
    const right = predicted.filter((label, index) => label === garments.test.labels[index]).length;
    expect(right / 1_000).toBeGreaterThan(0.4);
    expect(right / 1_000).toBeLessThan(0.6);
  });
});
