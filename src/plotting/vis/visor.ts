/** tfjs-vis's visor: in a page a panel of surfaces on tabs, in a notebook the outputs of cells. */
import { PlotError } from "../plot";
import { Area } from "./area";
import { drawInNotebook } from "./outputs";

/** By name and tab, as in tfjs-vis. */
export interface SurfaceInfo {
  name: string;
  tab?: string;
  /** Of no meaning in a notebook. */
  styles?: object;
}

/** A surface to draw on. */
export interface Surface {
  /** Of no meaning in a notebook. */
  container: Area;
  label: Area;
  drawArea: Area;
}

export type Drawable = SurfaceInfo | Surface | { drawArea: Area };

export interface Visor {
  /** The surface of that name and tab: drawing on it again replaces what is there. */
  surface(info: SurfaceInfo): Surface;
  surfaceList: Map<string, Surface>;
  isFullscreen(): boolean;
  isOpen(): boolean;
  open(): void;
  close(): void;
  toggle(): void;
  toggleFullScreen(): void;
  bindKeys(): void;
  unbindKeys(): void;
  setActiveTab(tab: string): void;
}

const surfaceList = new Map<string, Surface>();

function surface({ name, tab = "Visor" }: SurfaceInfo): Surface {
  if (typeof name !== "string" || name === "") {
    throw new PlotError("vis.visor().surface: a surface has no name.", { cure: 'surface({ name: "Loss" })' });
  }
  const key = `${tab}\n${name}`;
  const area = new Area(name, drawInNotebook);
  const made = surfaceList.get(key) ?? { container: area, label: area, drawArea: area };
  surfaceList.set(key, made);
  return made;
}

const nothing = () => {};

const theVisor: Visor = {
  surface,
  surfaceList,
  isFullscreen: () => false,
  isOpen: () => true,
  ...{ open: nothing, close: nothing, toggle: nothing, toggleFullScreen: nothing },
  ...{ bindKeys: nothing, unbindKeys: nothing, setActiveTab: nothing },
};

/** The only one. What opens and closes it does nothing in a notebook. */
export const visor = (): Visor => theVisor;

/** @throws {PlotError} for what is no surface. */
export function areaOf(drawable: Drawable): Area {
  const given = Object(drawable) as Partial<Surface & SurfaceInfo>;
  if (given.drawArea instanceof Area) return given.drawArea;
  if (given.name) return surface(given as SurfaceInfo).drawArea;
  throw new PlotError(`vis: ${String(drawable)} is nothing to draw on.`, {
    cure: 'a surface by its name: { name: "Loss", tab: "Training" }',
  });
}
