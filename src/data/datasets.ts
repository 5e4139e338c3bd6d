/** The datasets that learners load, in the shape of Keras's `keras.datasets`. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { type OptionsOf, oneOf, resolveOptions } from "../options";
import { catalogue, type DatasetName } from "./catalogue";
import type { DatasetSource, DatasetSourceKind } from "./datasetSource";
import type { ImageSplit } from "./imageSplit";
import { progressLines } from "./progressLines";
import { readDataset } from "./readDataset";

/** Options of loadData. */
export interface LoadDataOptions {
  /**
   * Takes this source or fails: "folder" is `TRAINBOOK_DATA`, "cache" what was downloaded before, "download" the
   * publishers' mirrors, "offline" what trainbook has without a network. Defaults to the first of these that has the
   * dataset.
   */
  source?: DatasetSourceKind;
}

const loadDataOptions = {
  source: oneOf(["folder", "cache", "download", "offline"]),
} satisfies OptionsOf<LoadDataOptions>;

/**
 * Images and labels of one split: `[x, y]`, where `x` is int32 of shape [n, 28, 28], 0 to 255, and `y` is int32 of
 * shape [n], 0 to 9.
 */
export type LabelledImages = [x: tf.Tensor3D, y: tf.Tensor1D];

/** A dataset that can be loaded. */
export interface LoadableDataset {
  /**
   * Loads the training and the test split, and says in one line where they came from. With `[x, y]` being tensors of
   * shapes [n, 28, 28] and [n], both int32, the learner disposes them, as any tensor.
   *
   * @example
   * const [[xTrain, yTrain], [xTest, yTest]] = await datasets.mnist.loadData();
   *
   * @throws DatasetFileError when a file is damaged; it is never used
   * @throws DatasetFolderError when `TRAINBOOK_DATA` or `source` does not have the dataset
   * @throws DownloadError when `source` is "download" and the download fails
   */
  loadData(options?: LoadDataOptions): Promise<[train: LabelledImages, test: LabelledImages]>;
  /** The classes' names; label k is `classNames[k]`. */
  readonly classNames: readonly string[];
  /** Where the latest `loadData` of this process took the data from; undefined before the first. */
  readonly source: DatasetSource | undefined;
}

/** MNIST's handwritten digits and Fashion-MNIST's garments: 28×28 grey images in 10 classes each. */
export const datasets: { readonly mnist: LoadableDataset; readonly fashionMnist: LoadableDataset } = {
  mnist: loadable("mnist"),
  fashionMnist: loadable("fashion-mnist"),
};

function loadable(name: DatasetName): LoadableDataset {
  let latest: DatasetSource | undefined;
  return {
    classNames: catalogue[name].classNames,
    get source() {
      return latest;
    },
    async loadData(options = {}) {
      const { source } = resolveOptions("loadData", options, loadDataOptions);
      const onProgress = progressLines(catalogue[name].title);
      const { train, test, source: from } = await readDataset(name, { source, onProgress });
      console.log(from.message);
      latest = from;
      return [tensorsOf(train), tensorsOf(test)];
    },
  };
}

/** Required at the first load, not before: commands use this room without TensorFlow. */
function tensorsOf({ images, labels, count, rows, columns }: ImageSplit): LabelledImages {
  const tfjs: typeof tf = require("@tensorflow/tfjs-node-gpu");
  return [
    tfjs.tensor3d(new Int32Array(images), [count, rows, columns], "int32"),
    tfjs.tensor1d(new Int32Array(labels), "int32"),
  ];
}
