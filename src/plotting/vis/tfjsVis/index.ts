/** tfjs-vis's own code, as `bin/bundleTfjsVis.js` has put it into one file, drawing into areas. */
import path from "node:path";
import type { Tensor } from "@tensorflow/tfjs-node-gpu";
import { packageRoot } from "../../../engine";
import type { Area } from "../area";

type Draw = (area: Area, ...rest: unknown[]) => Promise<void> | void;

export interface TfjsVis {
  render: Record<
    "barchart" | "confusionMatrix" | "heatmap" | "histogram" | "linechart" | "scatterplot" | "table",
    Draw
  >;
  show: Record<"history" | "layer" | "modelSummary" | "perClassAccuracy" | "valuesDistribution", Draw> & {
    fitCallbacks(
      area: Area,
      metrics: string[],
      options?: object,
    ): Record<string, (index: number, logs: object) => Promise<void>>;
  };
  metrics: {
    accuracy(labels: Tensor, predictions: Tensor): Promise<number>;
    perClassAccuracy(
      labels: Tensor,
      predictions: Tensor,
      numClasses?: number,
    ): Promise<{ accuracy: number; count: number }[]>;
    confusionMatrix(
      labels: Tensor,
      predictions: Tensor,
      numClasses?: number,
      weights?: Tensor,
    ): Promise<number[][]>;
  };
}

/** In `dist`, also for what runs from `src`: it is made by the build. */
export const bundle = path.join(packageRoot, "dist", "plotting", "vis", "tfjsVis", "bundle.js");

let loaded: TfjsVis | undefined;

export function tfjsVis(): TfjsVis {
  loaded ??= require(bundle) as TfjsVis;
  return loaded;
}
