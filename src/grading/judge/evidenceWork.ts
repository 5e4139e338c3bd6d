/** A learner's work out of evidence: values and models built again in a process in which no code of the learner's runs. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { probeBatches } from "../advice/probe";
import { type Evaluation, evaluateClassifier } from "../checks/evaluateClassifier";
import { readableValues } from "../checks/unreadableValue";
import type { Measured, ModelName, ProbedStep, TestImages, Work } from "../checks/work";
import type { GradedDataset } from "../data/gradedDataset";
import type { CallbackEvidence, ModelEvidence } from "../evidence/format";
import type { EvidenceReader } from "./evidenceReader";
import { rebuiltModel, setWeights, variablesIn } from "./rebuiltModel";

export class EvidenceWork implements Work {
  private readonly evaluated = new Map<string, Promise<Evaluation>>();

  private constructor(
    readonly values: Readonly<Record<string, unknown>>,
    private readonly reader: EvidenceReader,
    private readonly dataset: GradedDataset,
    readonly measured: Measured,
  ) {}

  /** @param names the values that the exercise asks for. */
  static async from(
    reader: EvidenceReader,
    names: readonly string[],
    dataset: GradedDataset,
    measured: Measured,
  ): Promise<EvidenceWork> {
    const values: Record<string, unknown> = {};
    for (const name of names) {
      try {
        values[name] = await rebuiltValue(reader, name);
      } catch (error) {
        // Whoever asks for it learns why it cannot be had.
        Object.defineProperty(values, name, {
          enumerable: true,
          get: () => {
            throw error;
          },
        });
      }
    }
    return new EvidenceWork(readableValues(values, names), reader, dataset, measured);
  }

  async testImages(): Promise<TestImages> {
    const { test, source } = this.dataset.given;
    return { ...test, source };
  }

  async data(): Promise<string> {
    return this.dataset.given.source.message;
  }

  evaluation(name: ModelName, images: "given" | "kept"): Promise<Evaluation> {
    const key = `${name} ${images}`;
    const split = images === "kept" ? this.dataset.kept : this.dataset.given.test;
    const evaluated = this.evaluated.get(key) ?? evaluateClassifier(this.values[name], split);
    this.evaluated.set(key, evaluated);
    return evaluated;
  }

  isCompiled(name: ModelName): boolean {
    const evidence = this.reader.values[name];
    return evidence?.kind === "model" && evidence.isCompiled === true;
  }

  callback(name: string): CallbackEvidence | undefined {
    const evidence = this.reader.values[name];
    return evidence?.kind === "callback" ? evidence : undefined;
  }

  async isGraph(): Promise<boolean> {
    const { step } = this.reader.values;
    return step?.kind === "function" && step.isGraph === true;
  }

  async probe(): Promise<ProbedStep | undefined> {
    const { step, model: evidence } = this.reader.values;
    if (step?.kind !== "function" || !step.probe || evidence?.kind !== "model") return undefined;
    const { before, runs } = step.probe;
    const { model } = await rebuiltModel(evidence, this.reader);
    setWeights(model, before, this.reader);
    const order = variablesIn(before);
    const made: tf.Tensor[] = [];
    const probed = runs.map(({ loss, assigned }) => ({
      loss,
      weights: order.map((variable) => {
        const weight = assigned.find((one) => one.variable === variable);
        const tensor = weight && this.reader.tensor(weight);
        if (tensor) made.push(tensor);
        return tensor;
      }),
    }));
    const batches = probeBatches(this.dataset.given.train);
    return {
      model,
      batches,
      runs: probed,
      isInGraph: step.isGraph,
      dispose: () => tf.dispose([...made, ...batches.flat()]),
    };
  }
}

/** A value as a check reads it. Functions and callbacks stand for themselves: checks ask the work about them. */
async function rebuiltValue(reader: EvidenceReader, name: string): Promise<unknown> {
  const evidence = reader.values[name];
  switch (evidence?.kind) {
    case "tensor":
      return evidence.blob === undefined ? disposedTensor() : reader.tensor(evidence);
    case "model":
      return isEmpty(evidence) ? tf.sequential() : (await rebuiltModel(evidence, reader)).model;
    case "plain":
      return evidence.json;
    case "function":
      return () => undefined;
    case "callback":
      return evidence;
    case "promise":
      return Promise.resolve();
    case "other":
      return Object.assign(Object.create(null), { type: evidence.type });
    default:
      return undefined;
  }
}

const isEmpty = ({ weights }: ModelEvidence): boolean => weights.length === 0;

function disposedTensor(): tf.Tensor {
  const tensor = tf.scalar(0);
  tensor.dispose();
  return tensor;
}
