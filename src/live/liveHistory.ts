import { type DisplayHandle, display, displaySymbol, hasNotebook } from "../display";
import { type Chart, pictureBundle, plot, runningHistory } from "../plotting";
import { History, type Logs } from "../training";

/** Options of `live.history`. */
export interface LiveHistoryOptions {
  /** The metrics to draw, without `val_`. Defaults to all, save for `learning_rate`. */
  metrics?: string[];
  /** Above the final chart. Defaults to none. */
  title?: string;
}

/** Milliseconds between drawings: at ends of epochs and within the first one, where curves fall steeply, and within others. */
const INTERVAL = { short: 200, long: 1000 };

/** The part of the time that may go into pictures for pages that do not draw charts themselves. */
const PICTURES = 0.01;

/** Points within the first epoch; with more, every second one is left out. */
const POINTS_WITHIN = 120;

/** A history that draws itself while it is recorded. `live.history()` gives one. */
export class LiveHistory extends History {
  private handle: DisplayHandle | undefined;
  private within: { epoch: number; logs: Logs }[] = [];
  private current = 0;
  /** Of this training, which may go on from an earlier one. */
  private began: { time: number; epoch: number } | undefined;
  private drawn = 0;
  private picture: { png: Uint8Array; time: number; cost: number } | undefined;

  constructor(private readonly options: LiveHistoryOptions = {}) {
    super();
  }

  override followsBatches(): boolean {
    return this.isDue(this.epoch.length === 0 ? INTERVAL.short : INTERVAL.long);
  }

  override async onTrainBegin(): Promise<void> {
    await super.onTrainBegin();
    Object.assign(this, { handle: undefined, within: [], began: undefined, picture: undefined });
    this.drawn = performance.now();
  }

  override onEpochBegin(epoch: number): void {
    this.began ??= { time: performance.now(), epoch };
    this.current = epoch;
  }

  override async onTrainBatchEnd(batch: number, logs: Logs = {}): Promise<void> {
    const { steps } = this.params;
    const part = steps ? (batch + 1) / steps : 1;
    if (part === 1 || !this.followsBatches()) return;
    if (this.epoch.length === 0) this.addWithin({ epoch: this.current + part, logs });
    await this.draw(this.current + part);
  }

  override async onEpochEnd(epoch: number, logs: Logs = {}): Promise<void> {
    await super.onEpochEnd(epoch, logs);
    const isLast = epoch + 1 === this.params.epochs;
    if (!isLast && this.isDue(INTERVAL.short)) await this.draw(epoch + 1);
  }

  override async onTrainEnd(): Promise<void> {
    if (this.epoch.length === 0) return;
    const chart = plot.history(this, this.options);
    if (hasNotebook()) this.show(chart);
    else console.log(chart.description);
  }

  private isDue(interval: number): boolean {
    return hasNotebook() && performance.now() - this.drawn >= interval;
  }

  private addWithin(point: { epoch: number; logs: Logs }): void {
    this.within.push(point);
    if (this.within.length > POINTS_WITHIN) this.within = this.within.filter((_, index) => index % 2 === 1);
  }

  /** @param done so many epochs, in parts of one. */
  private async draw(done: number): Promise<void> {
    const { epochs = 1 } = this.params;
    const status = this.status(done, epochs);
    const { metrics } = this.options;
    const chart = runningHistory(this, { metrics, title: status, epochs, within: this.within });
    const bundle = pictureBundle(await this.pictureOf(chart), status, await chart.live());
    this.show({ [displaySymbol]: () => bundle });
    this.drawn = performance.now();
  }

  private show(value: unknown): void {
    if (this.handle) this.handle.update(value);
    else this.handle = display(value);
  }

  /** A picture takes much longer than a specification: the last one serves until the next is within what may be spent. */
  private async pictureOf(chart: Chart): Promise<Uint8Array> {
    const start = performance.now();
    if (this.picture && start - this.picture.time < this.picture.cost / PICTURES) return this.picture.png;
    const png = await chart.toPNG();
    const time = performance.now();
    this.picture = { png, time, cost: time - start };
    return png;
  }

  private status(done: number, epochs: number): string {
    const { time, epoch } = this.began ?? { time: this.drawn, epoch: 0 };
    const seconds = (performance.now() - time) / 1000;
    const left = Math.ceil((seconds / (done - epoch)) * (epochs - done));
    const current = Math.min(epochs, Math.floor(done) + 1);
    return `epoch ${current} of ${epochs}, ${Math.floor((100 * done) / epochs)} %, ${left} s left`;
  }
}
