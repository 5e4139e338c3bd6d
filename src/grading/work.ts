/**
 * A learner's work, and what the checks find out from it by themselves: numbers that a learner reports are
 * never taken on trust where the model can be asked.
 */
import { type DatasetName, type DatasetSource, datasets, type ImageSplit, readDataset } from "../data";
import { isPromise } from "../forgottenAwait";
import { type Evaluation, evaluateClassifier } from "./evaluateClassifier";

/** The test images, and where they came from. */
export interface TestImages extends ImageSplit {
  source: DatasetSource;
}

/** Thrown where a check reads a value that is a promise. */
export class PromisedValue extends Error {
  constructor(readonly valueName: string) {
    super(`${valueName} is a promise`);
  }
}

/** The learner's values, and what follows from them; each is worked out once, when a check first asks. */
export class Work {
  private readonly evaluated = new Map<string, Promise<Evaluation>>();

  readonly values: Readonly<Record<string, unknown>>;

  constructor(
    values: Readonly<Record<string, unknown>>,
    private readonly loadTestImages: () => Promise<TestImages>,
  ) {
    this.values = withoutPromises(values);
  }

  /** The test images of the exercise's dataset, from the source that the learner's own come from. */
  testImages(): Promise<TestImages> {
    return this.loadTestImages();
  }

  /** How the learner's model of this name does on the test images. Rejects where it cannot be asked. */
  evaluation(name = "model"): Promise<Evaluation> {
    const evaluated =
      this.evaluated.get(name) ??
      this.testImages().then((images) => evaluateClassifier(this.values[name], images));
    this.evaluated.set(name, evaluated);
    return evaluated;
  }
}

/** The same values, of which those that are promises throw `PromisedValue` when they are read. */
function withoutPromises(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const promised = Object.keys(values).filter((name) => isPromise(values[name]));
  if (promised.length === 0) return values;
  const read = { ...values };
  for (const name of promised) {
    Object.defineProperty(read, name, {
      enumerable: true,
      get: () => {
        throw new PromisedValue(name);
      },
    });
  }
  return read;
}

const loaded = new Map<string, Promise<TestImages>>();

/**
 * Reads a dataset's test images, once for each source. The source is the one that the learner loaded last, so that
 * a model is asked about the kind of image it was trained on.
 */
export function testImagesOf(dataset: DatasetName): Promise<TestImages> {
  const used = (dataset === "mnist" ? datasets.mnist : datasets.fashionMnist).source?.kind;
  const key = `${dataset} from ${used ?? "the first source"}`;
  const reading = loaded.get(key) ?? readTestImages(dataset, used);
  loaded.set(key, reading);
  // A file that was damaged may be whole again at the next check.
  reading.catch(() => loaded.delete(key));
  return reading;
}

async function readTestImages(
  dataset: DatasetName,
  kind: DatasetSource["kind"] | undefined,
): Promise<TestImages> {
  const { test, source } = await readDataset(dataset, { source: kind });
  return { ...test, source };
}
