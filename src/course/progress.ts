/** `progress`: how far a learner is in the course, and what comes next. Read from the learner's notebooks alone. */
import path from "node:path";
import { inspect } from "node:util";
import { type Displayable, displaySymbol } from "../display";
import { myCourseFolder } from "./courseFolder";
import { type CourseProgress, readProgress } from "./courseProgress";
import { progressHtml, progressText } from "./progressTable";

/**
 * How far you are in the course: which lessons you have run, how many points your exercises have, and what comes next. As a
 * cell's last value it draws a table with links. It reads the notebooks of `my-course/` as they were saved last.
 *
 * @example
 * await progress()
 */
export async function progress(): Promise<CourseProgress & Displayable> {
  const folder = myCourseFolder();
  const found = readProgress(folder);
  const place = path.relative(process.cwd(), folder).split(path.sep).join("/");
  const drawn = {
    ...found,
    [displaySymbol]: () => ({ "text/html": progressHtml(found, place), "text/plain": progressText(found) }),
  };
  // A kernel that does not know of the display symbol prints a last value.
  return Object.defineProperty(drawn, inspect.custom, { value: () => progressText(found) });
}
