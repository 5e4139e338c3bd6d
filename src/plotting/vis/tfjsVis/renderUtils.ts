/** A replacement for tfjs-vis's `render_utils`: it is given areas alone. */
import type { Area } from "../area";

export const getDrawArea = (drawable: Area): Area => drawable;

/** A browser would paint now. */
export const nextFrame = async (): Promise<void> => {};

/** Whether only the data of a chart is another: a notebook's output is redrawn as a whole. */
export const shallowEquals = (): boolean => false;
