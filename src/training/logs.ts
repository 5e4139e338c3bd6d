/** Losses and metrics by Keras's names: `loss`, `accuracy`, `val_loss`, `val_accuracy`. */
export type Logs = Record<string, number>;
