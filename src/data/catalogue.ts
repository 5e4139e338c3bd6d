/**
 * The catalogue: what each dataset is called, which files it is published as, and how to know them.
 *
 * Both datasets are published as four gzipped IDX files of the same names; only a checksum tells them apart.
 */

/** How a dataset is called on the command line, and its folder's name. */
export type DatasetName = "mnist" | "fashion-mnist";

/** A file's part in a dataset. */
export type FileRole = "trainImages" | "trainLabels" | "testImages" | "testLabels";

/** One published file. */
export interface CatalogueFile {
  role: FileRole;
  /** The published name; in a learner's own folder the name without `.gz` will do. */
  name: string;
  /** MD5 in hexadecimal, of the bytes that `checksumOf` says. */
  md5: string;
  /** Size of the unpacked file; no gzipped copy is larger. */
  unpackedBytes: number;
}

/** One dataset as its publisher describes it. */
export interface CatalogueEntry {
  name: DatasetName;
  title: string;
  classNames: readonly string[];
  files: readonly CatalogueFile[];
  /**
   * The bytes that `md5` covers. MNIST's gzipped files differ from mirror to mirror, so the unpacked bytes count;
   * Fashion-MNIST's publisher gives the MD5 of the gzipped files.
   */
  checksumOf: "unpacked" | "gzipped";
  /** Base addresses, each ending in a slash, tried in this order. */
  mirrors: readonly string[];
}

const imageHeaderBytes = 16;
const labelHeaderBytes = 8;
const trainCount = 60_000;
const testCount = 10_000;

function publishedFiles(md5: Record<FileRole, string>): CatalogueFile[] {
  const images = (count: number) => imageHeaderBytes + count * 28 * 28;
  const labels = (count: number) => labelHeaderBytes + count;
  return [
    file("trainImages", "train-images-idx3-ubyte.gz", images(trainCount)),
    file("trainLabels", "train-labels-idx1-ubyte.gz", labels(trainCount)),
    file("testImages", "t10k-images-idx3-ubyte.gz", images(testCount)),
    file("testLabels", "t10k-labels-idx1-ubyte.gz", labels(testCount)),
  ];

  function file(role: FileRole, name: string, unpackedBytes: number): CatalogueFile {
    return { role, name, md5: md5[role], unpackedBytes };
  }
}

/** Every dataset trainbook knows. */
export const catalogue: Readonly<Record<DatasetName, CatalogueEntry>> = {
  mnist: {
    name: "mnist",
    title: "MNIST",
    classNames: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    checksumOf: "unpacked",
    files: publishedFiles({
      trainImages: "6bbc9ace898e44ae57da46a324031adb",
      trainLabels: "a25bea736e30d166cdddb491f175f624",
      testImages: "2646ac647ad5339dbf082846283269ea",
      testLabels: "27ae3e4e09519cfbb04c329615203637",
    }),
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ],
  },
  "fashion-mnist": {
    name: "fashion-mnist",
    title: "Fashion-MNIST",
    classNames: [
      "T-shirt/top",
      "Trouser",
      "Pullover",
      "Dress",
      "Coat",
      "Sandal",
      "Shirt",
      "Sneaker",
      "Bag",
      "Ankle boot",
    ],
    checksumOf: "gzipped",
    files: publishedFiles({
      trainImages: "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
      trainLabels: "25c81989df183df01b3e8a0aad5dffbe",
      testImages: "bef4ecab320f06d8554ea6380940ec79",
      testLabels: "bb300cfdad3c16e7a12a480ee83cd310",
    }),
    mirrors: [
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
    ],
  },
};
