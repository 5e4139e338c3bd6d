/** The source of a loaded dataset, and the one line that names it. */
import { fetchCommand } from "./cacheSource";
import type { CatalogueEntry } from "./catalogue";
import type { ImageDataset } from "./imageSplit";

/** The learner's own folder, the user's cache, the publishers' mirrors, or what trainbook has without a network. */
export type DatasetSourceKind = "folder" | "cache" | "download" | "offline";

/** Where a dataset came from, for plots, grades and reports to tell. */
export interface DatasetSource {
  kind: DatasetSourceKind;
  /** False only for drawn garments: a number made from them says nothing about Fashion-MNIST. */
  isReal: boolean;
  /** True where checksums show that these are the published images. */
  isVerified: boolean;
  /** The folder or file that the images lie in, or what drew them. */
  location: string;
  /** The line that the load says. */
  message: string;
}

/** The facts that readDataset knows about a source that it has read. */
export type SourceFacts =
  | { kind: "folder"; folder: string; isVerified: boolean }
  | { kind: "cache"; folder: string }
  | { kind: "download"; folder: string; mirrors: string[] }
  | { kind: "offline"; digitsFile: string | undefined; because: string | undefined };

/** Describes where `dataset` came from. */
export function describeSource(
  entry: CatalogueEntry,
  { train, test }: ImageDataset,
  facts: SourceFacts,
): DatasetSource {
  const counts = `${entry.title}: ${grouped(train.count)} + ${grouped(test.count)}`;
  switch (facts.kind) {
    case "folder": {
      const trust = facts.isVerified ? "checksums verified" : "your files, unverified";
      return {
        ...published(facts.folder, `${counts} images from ${facts.folder} (TRAINBOOK_DATA; ${trust})`),
        kind: facts.kind,
        isVerified: facts.isVerified,
      };
    }
    case "cache":
      return {
        ...published(facts.folder, `${counts} images from the cache, ${facts.folder}`),
        kind: facts.kind,
      };
    case "download": {
      const message = `${counts} images downloaded from ${facts.mirrors.join(" and ")} to ${facts.folder}`;
      return { ...published(facts.folder, message), kind: facts.kind };
    }
    case "offline": {
      const isReal = entry.name === "mnist";
      const what = isReal
        ? "real digits (offline selection)"
        : `drawn garments (offline stand-in, not the real ${entry.title})`;
      const all = `for all ${grouped(70_000)}${isReal ? "" : " real images"}: ${fetchCommand(entry)}`;
      return {
        kind: facts.kind,
        isReal,
        isVerified: isReal,
        location: isReal ? (facts.digitsFile ?? "") : "trainbook's own drawings",
        message: [`${counts} ${what}`, facts.because, all].filter(Boolean).join("; "),
      };
    }
  }
}

function published(location: string, message: string): Omit<DatasetSource, "kind"> {
  return { isReal: true, isVerified: true, location, message };
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
