import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { randomState, restoreRandomState } from "../../engine";
import { boolean, type OptionsOf, type Resolved, resolveOptions } from "../../options";
import type { Logs } from "../logs";
import { KerasOptimizer, type NamedTensor } from "../optimizers";
import { type Backup, readBackup, writeBackup } from "./backupFile";
import { BatchCounter, type SaveFreq, saveFreq } from "./batchCounter";
import { Callback, CallbackError, type CallbackParams } from "./callback";
import { isFromTfjsFit } from "./inTfjsFit";
import { exactLearningRate, writeLearningRate } from "./learningRate";
import { requirePath } from "./requirePath";

export interface BackupAndRestoreOptions {
  /** After each epoch, or after so many batches; a training goes on with the beginning of an epoch. Defaults to "epoch". */
  saveFreq?: SaveFreq;
  /** Whether the backup is deleted when training ends. Defaults to true. */
  deleteCheckpoint?: boolean;
}

/**
 * Keeps a backup of the training, from which the same call goes on after the process was cut off
 * (keras.callbacks.BackupAndRestore): weights, the optimizer's state, the random numbers of `setSeed`, how often a
 * Dataset was shuffled, and what other callbacks remember. Saved after epochs, a training that was cut off ends where
 * an unbroken one ends.
 *
 * A training that ends by an error keeps its backup; one that ends by itself or by a callback deletes it.
 *
 * @example
 * await fit(model, x, y, { epochs: 50, callbacks: new callbacks.BackupAndRestore("backup") });
 */
export class BackupAndRestore extends Callback {
  /** The options of the class, with their defaults. */
  static readonly options = {
    saveFreq: saveFreq("epoch"),
    deleteCheckpoint: boolean(true),
  } satisfies OptionsOf<BackupAndRestoreOptions>;

  private readonly options: Resolved<typeof BackupAndRestore.options>;
  private readonly file: string;
  private readonly batches: BatchCounter;
  private peers: readonly Callback[] = [];
  private found: Backup | undefined;
  private nextEpoch = 0;
  private isComplete = false;

  /** @param backupDir a folder of its own, made where it is not there. */
  constructor(
    private readonly backupDir: string,
    options: BackupAndRestoreOptions = {},
  ) {
    super();
    this.options = resolveOptions("callbacks.BackupAndRestore", options, BackupAndRestore.options, {
      Refusal: CallbackError,
    });
    requirePath("BackupAndRestore", backupDir, '"backup"');
    this.batches = new BatchCounter(this.options.saveFreq);
    this.file = path.join(backupDir, "latest.backup");
  }

  /** @throws {CallbackError} in tfjs's own `model.fit`, which cannot begin with another epoch. */
  override setParams(params: CallbackParams): void {
    super.setParams(params);
    if (!isFromTfjsFit(params)) return;
    throw new CallbackError("BackupAndRestore: tfjs's model.fit cannot go on with a later epoch.", {
      cure: "train with trainbook's fit(model, x, y, …)",
    });
  }

  /** @param callbacks whose states are kept. */
  watch(callbacks: readonly Callback[]): void {
    this.peers = callbacks.filter(({ saveState }) => saveState !== Callback.prototype.saveState);
  }

  /** The epoch with which a backup goes on; undefined where there is none. @throws {CallbackError} for a backup of another model. */
  async resumeAt(): Promise<number | undefined> {
    this.found = existsSync(this.file) ? readBackup(this.file) : undefined;
    return this.found?.isStopped ? Number.POSITIVE_INFINITY : this.found?.epoch;
  }

  async restore(): Promise<void> {
    const { found, model } = this;
    if (!found) return;
    this.found = undefined;
    requireFitting(found.weights, model, this.file);
    try {
      model.setWeights(found.weights);
      await model.optimizer.setWeights(withVariableNames(found.optimizer, model));
      if (found.learningRate !== undefined) writeLearningRate(model, found.learningRate);
      for (const [index, state] of found.callbacks.entries()) {
        if (state) await this.peers[index]?.restoreState(state);
      }
      restoreRandomState(found.random);
      // Cut off after its last epoch, it has nothing left to do but to end.
      this.isComplete = found.isStopped || found.epoch >= (this.params.epochs ?? 1);
    } finally {
      tf.dispose([found.weights, found.optimizer.map(({ tensor }) => tensor)]);
    }
  }

  override followsBatches(): boolean {
    return this.options.saveFreq !== "epoch";
  }

  override onTrainBegin(): void {
    this.isComplete = false;
  }

  override onEpochBegin(epoch: number): void {
    this.nextEpoch = epoch;
  }

  override async onTrainBatchEnd(batch: number, _logs: Logs): Promise<void> {
    if (this.batches.isDue(batch)) await this.save();
  }

  override async onEpochEnd(epoch: number): Promise<void> {
    this.nextEpoch = epoch + 1;
    this.isComplete = this.nextEpoch >= (this.params.epochs ?? 1) || this.model.stopTraining;
    if (!this.followsBatches()) await this.save();
  }

  override onTrainEnd(): void {
    if (this.isComplete && this.options.deleteCheckpoint)
      rmSync(this.backupDir, { recursive: true, force: true });
  }

  private async save(): Promise<void> {
    const { model } = this;
    // A schedule follows from the number of steps.
    const isScheduled = model.optimizer instanceof KerasOptimizer && model.optimizer.schedule !== undefined;
    writeBackup(this.file, {
      epoch: this.nextEpoch,
      weights: model.getWeights(),
      optimizer: withPlacesOfVariables(await model.optimizer.getWeights(), model),
      isStopped: model.stopTraining,
      learningRate: isScheduled ? undefined : exactLearningRate(model),
      random: randomState(),
      callbacks: this.peers.map((peer) => peer.saveState()),
    });
  }
}

/** The optimizer's numbers are named after variables, which have other names in another process. */
function withPlacesOfVariables(weights: NamedTensor[], model: tf.LayersModel): NamedTensor[] {
  const names = model.trainableWeights.map(({ name }) => name);
  return weights.map(({ name, tensor }) => {
    const place = names.findIndex((variable) => name.startsWith(`${variable}/`));
    return { name: place < 0 ? name : `#${place}${name.slice((names[place] as string).length)}`, tensor };
  });
}

function withVariableNames(weights: NamedTensor[], model: tf.LayersModel): NamedTensor[] {
  const names = model.trainableWeights.map(({ name }) => name);
  return weights.map(({ name, tensor }) => ({
    name: name.replace(/^#(\d+)(?=\/)/, (_, place: string) => names[Number(place)] as string),
    tensor,
  }));
}

function requireFitting(weights: readonly tf.Tensor[], model: tf.LayersModel, file: string): void {
  const shapes = (tensors: readonly tf.Tensor[]) =>
    tensors.map(({ shape }) => `[${shape.join(", ")}]`).join(" ");
  const [found, expected] = [shapes(weights), shapes(model.getWeights())];
  if (found === expected) return;
  throw new CallbackError(
    `BackupAndRestore: ${file} is a backup of another model, with weights ${found}; this one has ${expected}.`,
    { cure: "delete the folder, or give another one" },
  );
}
