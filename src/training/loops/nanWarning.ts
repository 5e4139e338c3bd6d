/** Says, once, that a loss is no number any more: Keras prints nan and trains on. */
export class NanWarning {
  private isSaid = false;

  check(loss: number | undefined, epoch: number): void {
    if (this.isSaid || loss === undefined || Number.isFinite(loss)) return;
    this.isSaid = true;
    const found = Number.isNaN(loss) ? "NaN" : "infinite";
    console.warn(
      `fit: the loss is ${found} in epoch ${epoch + 1}, and the weights are of no use from here on.\n` +
        "  → train again with a smaller learning rate; see that the data holds no NaN and is scaled (0…1, not 0…255); " +
        "callbacks.TerminateOnNaN stops where it happens",
    );
  }
}
