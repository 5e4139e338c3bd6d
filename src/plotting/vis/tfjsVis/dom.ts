/** In the place of tfjs-vis's module of that name. */
import type { Area } from "../area";

export const subSurface = (parent: Area, name: string, { title }: { title?: string } = {}): Area =>
  parent.part(name, title);

export const getDefaultWidth = (): number => 420;
export const getDefaultHeight = (): number => 220;
