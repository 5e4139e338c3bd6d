/** Fingerprints of the weights that a submission was handed in with: equal weights are a hint to look, no verdict. */
import { createHash } from "node:crypto";
import { EvidenceError, type EvidenceReader } from "./evidenceReader";

/** The SHA-256 of each model's weights, by the name of the value. Models without weights have none. */
export function weightFingerprints(reader: EvidenceReader): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(reader.values)) {
    if (value?.kind !== "model" || !Array.isArray(value.weights) || value.weights.length === 0) continue;
    try {
      const hash = createHash("sha256");
      for (const weight of value.weights) hash.update(reader.bytes(weight?.blob));
      found[name] = hash.digest("hex");
    } catch (error) {
      // Evidence that does not fit has no fingerprint; what it is worth, the checks say.
      if (!(error instanceof EvidenceError)) throw error;
    }
  }
  return found;
}
