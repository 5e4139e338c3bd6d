/** Callbacks with Keras's names, options, defaults and behaviour. */
import { BackupAndRestore } from "./backupAndRestore";
import { CSVLogger } from "./csvLogger";
import { EarlyStopping } from "./earlyStopping";
import { LambdaCallback } from "./lambdaCallback";
import { LearningRateScheduler } from "./learningRateScheduler";
import { ModelCheckpoint } from "./modelCheckpoint";
import { ProgbarLogger } from "./progbarLogger";
import { ReduceLROnPlateau } from "./reduceLROnPlateau";
import { TensorBoard } from "./tensorBoard";
import { TerminateOnNaN } from "./terminateOnNaN";

export type { BackupAndRestoreOptions } from "./backupAndRestore";
export { Callback, CallbackError, type CallbackParams, type CallbackState } from "./callback";
export { type CallbackChoice, type CallbackChoices, CallbackList } from "./callbackList";
export type { CSVLoggerOptions } from "./csvLogger";
export type { EarlyStoppingOptions } from "./earlyStopping";
export type { Hooks } from "./lambdaCallback";
export type { ModelCheckpointOptions } from "./modelCheckpoint";
export { MonitorError } from "./monitor";
export { ProgbarLogger } from "./progbarLogger";
export type { ReduceLROnPlateauOptions } from "./reduceLROnPlateau";
export type { TensorBoardOptions } from "./tensorBoard";

/**
 * Callbacks for `fit`, and for tfjs's own `model.fit`.
 *
 * @example
 * await fit(model, x, y, { epochs: 20, validationSplit: 0.1, callbacks: [new callbacks.EarlyStopping({ patience: 3 })] });
 */
export const callbacks = {
  BackupAndRestore,
  CSVLogger,
  EarlyStopping,
  LambdaCallback,
  LearningRateScheduler,
  ModelCheckpoint,
  ProgbarLogger,
  ReduceLROnPlateau,
  TensorBoard,
  TerminateOnNaN,
};
