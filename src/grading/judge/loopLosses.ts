/** The losses that a learner's own loop reports, held against the weights that its updates left behind. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { round } from "../checks/numbers";
import { type Finding, finding } from "../checks/verdict";
import type { LoopEvidence, ModelEvidence } from "../evidence/format";
import type { EvidenceReader } from "./evidenceReader";
import type { KnownImages } from "./knownImages";
import { lossesAround } from "./measuredTraining";
import { rebuiltModel, replaced, setWeights } from "./rebuiltModel";

const samplesMeasured = 256;
/** Updates in an epoch, at the least: a pass over the data in batches of ordinary size. */
const updatesAtLeast = 5;

export async function lossesFault(
  losses: readonly number[],
  model: ModelEvidence,
  { reader, images }: { reader: EvidenceReader; images: KnownImages },
): Promise<Finding | undefined> {
  const loop = reader.loopsOf(model.weights).sort((a, b) => b.updates - a.updates)[0];
  if (!loop || loop.updates < updatesAtLeast * losses.length) {
    return finding("lossesUnseen", { updates: loop?.updates ?? 0 });
  }
  const { test } = images.count(loop.trained ? reader.samples(loop.trained) : []);
  if (test > 0) return finding("trainedOnTest", { count: test });
  const rebuilt = (await rebuiltModel(model, reader)).model;
  const known = images.firstTrained(samplesMeasured);
  try {
    for (const [epoch, claimed] of losses.entries()) {
      const { low, high } = boundsOf(epoch, losses.length, loop, (weights) => {
        setWeights(rebuilt, replaced(model.weights, weights), reader);
        return lossesAround(rebuilt, known);
      });
      if (claimed >= low && claimed <= high) continue;
      return finding("lossesDiffer", {
        epoch: epoch + 1,
        claimed: round(claimed),
        low: round(low),
        high: round(high),
      });
    }
    return undefined;
  } finally {
    tf.dispose([known.x, known.y]);
  }
}

/** A mean over an epoch lies between the losses of its snapshots, with room for chance. */
function boundsOf(
  epoch: number,
  epochs: number,
  { updates, snapshots }: LoopEvidence,
  measure: (weights: LoopEvidence["snapshots"][number]["weights"]) => number[],
): { low: number; high: number } {
  const [from, to] = [(epoch * updates) / epochs, ((epoch + 1) * updates) / epochs];
  const before = snapshots.filter(({ update }) => update <= from + 1).at(-1) ?? snapshots[0];
  const after = snapshots.find(({ update }) => update >= to) ?? snapshots.at(-1);
  const values = [before, after].flatMap((snapshot) => (snapshot ? measure(snapshot.weights) : []));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return { low: 0.6 * least - 0.1, high: 1.5 * most + 0.3 };
}
