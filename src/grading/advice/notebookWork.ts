/** A learner's work in the notebook itself: the values are the learner's own objects, and looking at them changes none. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { type DatasetName, type DatasetSource, datasets, readDataset } from "../../data";
import { type Evaluation, evaluateClassifier } from "../checks/evaluateClassifier";
import { readableValues } from "../checks/unreadableValue";
import type { ModelName, ProbedStep, TestImages, Work } from "../checks/work";
import type { CallbackEvidence } from "../evidence/format";

/** The learner's values, and what follows from them; each is worked out once, when a check first asks. */
export class NotebookWork implements Work {
  private readonly evaluated = new Map<string, Promise<Evaluation>>();

  private images: Promise<TestImages> | undefined;

  readonly values: Readonly<Record<string, unknown>>;

  /** @param names the values that the exercise asks for. */
  constructor(
    values: Readonly<Record<string, unknown>>,
    names: readonly string[],
    private readonly loadTestImages: () => Promise<TestImages>,
  ) {
    this.values = readableValues(values, names);
  }

  testImages(): Promise<TestImages> {
    this.images ??= this.loadTestImages();
    return this.images;
  }

  async data(): Promise<string | undefined> {
    return (await this.images)?.source.message;
  }

  evaluation(name: ModelName): Promise<Evaluation> {
    const evaluated =
      this.evaluated.get(name) ??
      this.testImages().then((images) => evaluateClassifier(this.values[name], images));
    this.evaluated.set(name, evaluated);
    return evaluated;
  }

  isCompiled(name: ModelName): boolean {
    const { optimizer, loss } = this.values[name] as tf.LayersModel;
    return Boolean(optimizer && loss);
  }

  callback(name: string): CallbackEvidence | undefined {
    const value = this.values[name];
    if (value === null || typeof value !== "object") return undefined;
    const { describedCallback } =
      require("../evidence/describedValue") as typeof import("../evidence/describedValue");
    return describedCallback(value);
  }

  async isGraph(): Promise<boolean> {
    const { isTfFunction } = require("../../graph") as typeof import("../../graph");
    if (isTfFunction(this.values.step)) return true;
    const probed = await this.probe();
    probed?.dispose();
    return probed?.isInGraph === true;
  }

  async probe(): Promise<ProbedStep | undefined> {
    const { probedStep } = require("./probe") as typeof import("./probe");
    const { step, model } = this.values;
    return probedStep(step as () => unknown, model as tf.LayersModel, await this.testImages());
  }
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
