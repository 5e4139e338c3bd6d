/** A replacement for tfjs-vis's module of that name. */
import type { Area } from "../area";

export const subSurface = (parent: Area, name: string, { title }: { title?: string } = {}): Area =>
  parent.part(name, title);

/** Of what is inside of the axes: with them a chart fits into a page whose window is 900 wide. */
export const getDefaultWidth = (): number => 290;
export const getDefaultHeight = (): number => 220;
