/** The status of each check as one mark a check, in the order of the exercise. */
import { marks } from "../scores/card";
import type { Score } from "../scores/score";

export function marksOf({ checks }: Score): string {
  return checks.map(({ status }) => marks[status]).join("");
}
