/** What every plot is: an object that draws itself as a cell's last value, by `.show()`, or by `display(plot)`. */
import { type Displayable, type DisplayHandle, display, displaySymbol, type MimeBundle } from "../display";
import { TrainbookError } from "../trainbookError";

/** A call asks for a plot that its data does not give. */
export class PlotError extends TrainbookError {}

/** A picture of data that was copied when the plot was made. */
export abstract class Plot implements Displayable {
  /** The plot in one sentence, with its numbers. */
  abstract readonly description: string;

  abstract [displaySymbol](): Promise<MimeBundle>;

  /** Draws the plot in the running cell, also before the cell's end. */
  show(): DisplayHandle {
    return display(this);
  }
}
