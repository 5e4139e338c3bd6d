import { type DisplayHandle, display, displaySymbol, hasNotebook } from "../display";
import { type OptionsOf, resolveOptions } from "../options";
import {
  type Chart,
  encodePng,
  type HistoryPlotOptions,
  historyPlotOptions,
  type PagePicture,
  PlotError,
  pictureBundle,
  plot,
  runningHistory,
  sizeOf,
} from "../plotting";
import { History, type Logs } from "../training";

/** Options of `live.history`. */
export interface LiveHistoryOptions extends HistoryPlotOptions {
  /** A title above the final chart. Defaults to the best epoch. */
  title?: string;
}

export const liveHistoryOptions = { ...historyPlotOptions } satisfies OptionsOf<LiveHistoryOptions>;

/** Milliseconds between drawings: at ends of epochs and within the first one, where curves fall steeply, and within others. */
const INTERVAL = { short: 200, long: 1000 };

/** The part of the time that may go into pictures for pages that do not draw charts themselves. */
const PICTURES = 0.01;

/** The placeholder until there is time for a picture. Without one, JupyterLab would make its own at each drawing. */
const PIXEL = encodePng({ width: 1, height: 1, channels: 1, data: Uint8Array.of(255) });
const BLANK: PagePicture = { plain: PIXEL, sharp: PIXEL, width: 1, height: 1 };

/** Milliseconds that the first picture is expected to take. */
const FIRST_COST = 100;

interface TimedPicture {
  of: PagePicture;
  /** When it was made, and how many milliseconds that took. */
  time: number;
  cost: number;
}

const noPicture = (time: number): TimedPicture => ({ of: BLANK, time, cost: FIRST_COST });

/** Points within the first epoch; with more, every second one is left out. */
const POINTS_WITHIN = 120;

/** A history that draws itself while it is recorded. `live.history()` gives one. */
export class LiveHistory extends History {
  private handle: DisplayHandle | undefined;
  private within: { batches: number; logs: Logs }[] = [];
  private current = 0;
  /** The latest report on the epoch that goes on. */
  private latest: { batches: number; logs: Logs } | undefined;
  /** Of this training, which may go on from an earlier one. */
  private began: { time: number; epoch: number } | undefined;
  private drawn = 0;
  private picture = noPicture(0);

  /** @throws {UnknownNameError} for an unknown option. @throws {PlotError} for a value that does not fit. */
  constructor(private readonly options: LiveHistoryOptions = {}) {
    super();
    // A slip is told before the training, not at its end.
    sizeOf(resolveOptions("live.history", options, liveHistoryOptions, { Refusal: PlotError }));
  }

  override followsBatches(): boolean {
    return this.isDue(this.epoch.length === 0 ? INTERVAL.short : INTERVAL.long);
  }

  override async onTrainBegin(): Promise<void> {
    await super.onTrainBegin();
    this.drawn = performance.now();
    Object.assign(this, { handle: undefined, within: [], began: undefined, latest: undefined });
    this.picture = noPicture(this.drawn);
  }

  override onEpochBegin(epoch: number): void {
    this.began ??= { time: performance.now(), epoch };
    this.current = epoch;
    this.latest = undefined;
  }

  override async onTrainBatchEnd(batch: number, logs: Logs = {}): Promise<void> {
    const batches = batch + 1;
    if (batches === this.params.steps || !this.followsBatches()) return;
    this.latest = { batches, logs };
    if (this.epoch.length === 0) this.addWithin(this.latest);
    this.draw(this.current, batches);
  }

  override async onEpochEnd(epoch: number, logs: Logs = {}): Promise<void> {
    await super.onEpochEnd(epoch, logs);
    // A metric that there is not is told now, and not when the training is over.
    if (this.epoch.length === 1) plot.history(this, this.options);
    const isLast = epoch + 1 === this.params.epochs;
    if (!isLast && this.isDue(INTERVAL.short)) this.draw(epoch + 1);
  }

  override async onTrainEnd(): Promise<void> {
    if (this.epoch.length === 0 && this.within.length === 0) return;
    const chart = this.finalChart();
    if (hasNotebook()) this.show(chart);
    else console.log(chart.description);
  }

  /** Of a training that was stopped the first epoch's batches stay, and what is known of the epoch it was stopped in. */
  private finalChart(): Chart {
    const { epochs = 1, stoppedIn = this.current + 1 < epochs ? this.current : undefined } = this.params;
    if (stoppedIn === undefined) return plot.history(this, this.options);
    const isRecorded = this.epoch.includes(stoppedIn);
    const { latest, within } = this;
    const steps = this.params.steps ?? latest?.batches ?? 1;
    const later = latest && !isRecorded && this.epoch.length > 0 ? [pointIn(stoppedIn, latest, steps)] : [];
    return runningHistory(this, {
      ...this.options,
      ...{ epochs, stoppedIn: stoppedIn + 1 },
      within: [...within.map((point) => pointIn(this.began?.epoch ?? 0, point, steps)), ...later],
    });
  }

  private isDue(interval: number): boolean {
    return hasNotebook() && performance.now() - this.drawn >= interval;
  }

  private addWithin(point: LiveHistory["within"][number]): void {
    this.within.push(point);
    if (this.within.length > POINTS_WITHIN) this.within = this.within.filter((_, index) => index % 2 === 1);
  }

  /** @param epochsDone whole ones. @param batches of the one that goes on. */
  private draw(epochsDone: number, batches = 0): void {
    const { epochs = 1 } = this.params;
    // How many batches there are is known after the first epoch of some data: until then it is as long as it has come.
    const steps = this.params.steps ?? batches;
    const status = this.status(epochsDone, batches);
    const first = this.began?.epoch ?? 0;
    const within = this.within.map((point) => pointIn(first, point, steps));
    const chart = runningHistory(this, { ...this.options, title: status, epochs, within });
    const bundle = pictureBundle(this.pictureOf(chart), status, chart.live());
    this.show({ [displaySymbol]: () => bundle });
    this.drawn = performance.now();
  }

  private show(value: unknown): void {
    if (this.handle) this.handle.update(value);
    else this.handle = display(value);
  }

  /** A picture takes much longer than a specification: the last one serves until the next is within what may be spent. */
  private pictureOf(chart: Chart): PagePicture {
    const start = performance.now();
    if (start - this.picture.time < this.picture.cost / PICTURES) return this.picture.of;
    const of = chart.pagePicture();
    const time = performance.now();
    this.picture = { of, time, cost: time - start };
    return of;
  }

  private status(epochsDone: number, batches: number): string {
    const { epochs = 1, steps } = this.params;
    const current = `epoch ${Math.min(epochs, epochsDone + 1)} of ${epochs}`;
    if (batches > 0 && !steps) return `${current}, batch ${batches}`;
    const done = epochsDone + (steps ? batches / steps : 0);
    const { time, epoch } = this.began ?? { time: this.drawn, epoch: 0 };
    const milliseconds = ((performance.now() - time) / (done - epoch)) * (epochs - done);
    return `${current}, ${Math.floor((100 * done) / epochs)} %, ${timeLeft(milliseconds)} left`;
  }
}

/** @param epoch from 0. @param steps that it has. */
const pointIn = (epoch: number, { batches, logs }: { batches: number; logs: Logs }, steps: number) => ({
  epoch: epoch + batches / steps,
  logs,
});

/** Whole seconds, rounded up: `"42 s"`, `"3 min 05 s"`. */
function timeLeft(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return minutes === 0 ? `${rest} s` : `${minutes} min ${String(rest).padStart(2, "0")} s`;
}
