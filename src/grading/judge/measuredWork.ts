/** The measurements of a judge on a learner's work, for the checks that ask. */
import { evaluateClassifier } from "../checks/evaluateClassifier";
import type { TrainingHistory } from "../checks/historyChecks";
import { type Finding, finding } from "../checks/verdict";
import type { Measured, ModelName } from "../checks/work";
import type { GradedDataset } from "../data/gradedDataset";
import type { ModelEvidence, TrainingEvidence, WeightEvidence } from "../evidence/format";
import { convolutionsThatCount } from "./ablation";
import { stopAfter } from "./earlyStoppingRule";
import { type EvidenceReader, shareVariables } from "./evidenceReader";
import { KnownImages } from "./knownImages";
import { lossesFault } from "./loopLosses";
import { MeasuredTraining, type RecordedEpoch, recordedEpochs, toldOf } from "./measuredTraining";
import { rebuiltModel, replaced, setWeights, weightsText } from "./rebuiltModel";
import { isSaved } from "./savedModels";

export class MeasuredWork implements Measured {
  private readonly images: KnownImages;
  private readonly trainings = new Map<ModelName, Promise<MeasuredTraining | undefined>>();
  private readonly faults = new Map<string, Promise<Finding | undefined>>();

  /** @param work the folder that the notebook ran in, with the files that it wrote. */
  constructor(
    private readonly reader: EvidenceReader,
    private readonly dataset: GradedDataset,
    private readonly work: string,
  ) {
    this.images = new KnownImages(dataset.given);
  }

  async convolutions(name: ModelName): Promise<number> {
    const evidence = this.model(name);
    if (!evidence) return 0;
    const { model } = await rebuiltModel(evidence, this.reader);
    const now = convolutionsThatCount(model, this.dataset.given.test);
    // A training that went wrong may leave a network behind that answers the same to everything.
    const [training] = this.reader.trainingsOf(evidence.weights);
    const [loop] = this.reader.loopsOf(evidence.weights);
    const atFirst = training?.before ?? loop?.snapshots[0]?.weights;
    if (!atFirst) return now;
    setWeights(model, replaced(evidence.weights, atFirst), this.reader);
    return Math.max(now, convolutionsThatCount(model, this.dataset.given.test));
  }

  faultOfImages(name: string): Finding | undefined {
    const evidence = this.reader.values[name];
    if (evidence?.kind !== "tensor") return undefined;
    const tensor = this.reader.tensor(evidence);
    try {
      const { train } = this.images.count(this.images.namesOf(tensor));
      const all = tensor.shape[0] ?? 0;
      return train >= 0.95 * all ? undefined : finding("imagesUnknown", { count: all - train, all });
    } finally {
      tensor.dispose();
    }
  }

  faultOfHistory(name: ModelName, logs: readonly string[]): Promise<Finding | undefined> {
    const key = `${name} ${logs.join()}`;
    const fault = this.faults.get(key) ?? this.findFaultOfHistory(name, logs);
    this.faults.set(key, fault);
    return fault;
  }

  private async findFaultOfHistory(name: ModelName, logs: readonly string[]): Promise<Finding | undefined> {
    const training = await this.training(name);
    const epochs = training?.epochsOf(this.history);
    if (!training || !epochs) return finding("notSeen");
    const ofValidation = logs.filter((log) => log.startsWith("val_"));
    const ofTraining = logs.filter((log) => !log.startsWith("val_"));
    for (const epoch of epochs) {
      const fault =
        (ofTraining.length > 0 && (await training.faultOfTraining(epoch, ofTraining))) ||
        (ofValidation.length > 0 && (await training.faultOfValidation(epoch, ofValidation)));
      if (fault) return fault;
    }
    return ofTraining.length > 0 ? training.faultOfLearning(epochs) : undefined;
  }

  async faultOfWeights(name: ModelName, trainedBy: "fit" | "loop"): Promise<Finding | undefined> {
    const evidence = this.model(name);
    if (!evidence) return finding("weightsFromElsewhere");
    const trainings = this.reader.trainingsOf(evidence.weights);
    const loops = this.reader.loopsOf(evidence.weights);
    const first = evidence.weights[0]?.variable ?? 0;
    const byFit =
      trainings.some(({ epochs }) => epochs.length > 0) || (this.reader.trainOnBatch[first] ?? 0) > 0;
    if (trainedBy === "loop" && byFit) return finding("trainedByFit");
    if (trainedBy === "fit") {
      // Those that a file kept, or that a callback restored, are those of an epoch.
      const text = weightsText(evidence.weights);
      if (textsOf(trainings).has(text)) return undefined;
      if (textsOf(this.reader.trainings).has(text)) {
        // A model that was read from a file has no training of its own.
        return trainings.length === 0 ? undefined : finding("weightsFromElsewhere");
      }
    }
    const last = loops.at(-1)?.snapshots.at(-1) ?? trainings.at(-1)?.epochs.at(-1);
    if (!last) return finding("weightsFromElsewhere");
    // Weights between two that were seen are close to them.
    const accuracy = async (weights: readonly WeightEvidence[]) => {
      const { model } = await rebuiltModel(evidence, this.reader);
      setWeights(model, replaced(evidence.weights, weights), this.reader);
      return (await evaluateClassifier(model, this.dataset.kept)).accuracy;
    };
    const [seen, now] = [await accuracy(last.weights), await accuracy(evidence.weights)];
    return now - seen <= 0.1 ? undefined : finding("weightsFromElsewhere");
  }

  faultOfTrainedImages(name: ModelName): Finding | undefined {
    const own = this.model(name)?.weights ?? [];
    const text = weightsText(own);
    const trainings = this.reader.trainings.filter(
      ({ before, epochs }) =>
        shareVariables(before, own) || epochs.some(({ weights }) => weightsText(weights) === text),
    );
    const loops = this.reader.loopsOf(own);
    const samples = [
      ...trainings.flatMap(({ epochs }) => epochs.map(({ trained }) => trained)),
      ...loops.flatMap(({ trained }) => trained ?? []),
    ];
    const distinct = new Set(samples.flatMap((one) => this.reader.samples(one)));
    const { test } = this.images.count([...distinct]);
    return test === 0 ? undefined : finding("trainedOnTest", { count: test });
  }

  rates(): number[] | undefined {
    const epochs = this.historyEpochs();
    return epochs?.flatMap(({ epoch }) => epoch.rates);
  }

  faultOfStopping(name: string): Finding | undefined {
    const early = this.reader.values[name];
    const epochs = this.historyEpochs();
    if (!epochs || early?.kind !== "callback") return finding("notSeen");
    const attached = epochs.find(({ training }) =>
      training.callbacks.some(({ object }) => object === early.object),
    );
    if (!attached) return finding("notAttached");
    const { epochsAllowed } = attached.training;
    const patience = early.patience ?? 0;
    return patience < epochsAllowed ? undefined : finding("tooPatient", { patience, epochs: epochsAllowed });
  }

  faultOfStop(name: string): Finding | undefined {
    const early = this.reader.values[name];
    const epochs = this.historyEpochs();
    const last = epochs?.at(-1);
    if (!epochs || !last || early?.kind !== "callback") return finding("notSeen");
    if (epochs.length >= epochsEnough) return undefined;
    const { epochs: ofLast } = last.training;
    const expected = stopAfter(
      early,
      ofLast.map(({ logs }) => logs),
    );
    if (expected === ofLast.length) return undefined;
    return expected === undefined
      ? finding("stoppedByOther", { epochs: ofLast.length })
      : finding("stoppedOtherwise", { expected, epochs: ofLast.length });
  }

  async faultOfCheckpoint(name: ModelName): Promise<Finding | undefined> {
    const evidence = this.model(name);
    const epochs = this.historyEpochs();
    if (!evidence || !epochs) return finding("notSeen");
    const losses = epochs.map(({ epoch }) => epoch.logs.val_loss ?? Number.POSITIVE_INFINITY);
    const smallest = Math.min(...losses);
    const text = weightsText(evidence.weights);
    const isBest = epochs.some(
      ({ epoch }, at) => losses[at] === smallest && weightsText(epoch.weights) === text,
    );
    if (!isBest) return finding("bestIsAnother", { best: losses.indexOf(smallest) + 1 });
    return (await isSaved(evidence, this.work, this.reader)) ? undefined : finding("notSaved");
  }

  async faultOfLosses(losses: readonly number[]): Promise<Finding | undefined> {
    const evidence = this.model("model");
    if (!evidence) return finding("lossesUnseen", { updates: 0 });
    return lossesFault(losses, evidence, { reader: this.reader, images: this.images });
  }

  shareWeights(one: ModelName, other: ModelName): boolean {
    return shareVariables(this.model(one)?.weights ?? [], this.model(other)?.weights ?? []);
  }

  private model(name: ModelName): ModelEvidence | undefined {
    const evidence = this.reader.values[name];
    return evidence?.kind === "model" ? evidence : undefined;
  }

  private get history(): TrainingHistory {
    const evidence = this.reader.values.history;
    const json = evidence?.kind === "plain" ? (evidence.json as Partial<TrainingHistory>) : {};
    return { epoch: json.epoch ?? [], history: json.history ?? {} };
  }

  private training(name: ModelName): Promise<MeasuredTraining | undefined> {
    const known = this.trainings.get(name) ?? this.makeTraining(name);
    this.trainings.set(name, known);
    return known;
  }

  private async makeTraining(name: ModelName): Promise<MeasuredTraining | undefined> {
    const evidence = this.model(name);
    if (!evidence) return undefined;
    const rebuilt = await rebuiltModel(evidence, this.reader);
    return new MeasuredTraining(this.reader, this.images, evidence.weights, rebuilt);
  }

  /** The recorded epochs of `model` that `history` tells of. */
  private historyEpochs(): RecordedEpoch[] | undefined {
    return toldOf(recordedEpochs(this.reader, this.model("model")?.weights ?? []), this.history);
  }
}

/** The weights that trainings left behind, each as one text. */
const textsOf = (trainings: readonly TrainingEvidence[]): Set<string> =>
  new Set(
    trainings.flatMap(({ epochs, after }) =>
      [...epochs.map(({ weights }) => weights), ...(after ? [after] : [])].map(weightsText),
    ),
  );

/** Epochs after which a training need not have been stopped. */
const epochsEnough = 20;
