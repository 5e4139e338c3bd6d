/** The exercises as they are handed out. */
import { halfDone } from "../submission";

export const untouched = ([1, 2, 3] as const).map((exercise) =>
  halfDone({
    name: `untouched-${exercise}`,
    exercise,
    about: "As handed out.",
    earned: [],
  }),
);
