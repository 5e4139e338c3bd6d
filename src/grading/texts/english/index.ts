/** The words of exercises, checks and cards in English. */
import type { Texts } from "../language";
import { exercises } from "./exercises";
import { findings } from "./findings";

export const english: Texts = {
  locale: "en",
  findings,
  exercises,
  points: "{points} of {maximum} points",
  statuses: {
    passed: "passed",
    partly: "half",
    failed: "not right yet",
    "not attempted": "not attempted yet",
    error: "the cell failed",
    "timed out": "the cell did not finish",
  },
  claimed: "as the notebook reports it",
  hint: "Hint",
  furtherHint: "Still stuck? Run the check again, and its hints will tell you more.",
  solution: "See one solution: `{command}`",
  nothing: "nothing",
  notes: {
    edited: "The cell {id} was edited; it was graded as handed out.",
    missing: "The cell {id} was missing; it was put back.",
  },
};
