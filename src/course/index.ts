/** The learner's copies of lessons and exercises. */
import path from "node:path";
import { isCheckout, packageRoot } from "../engine";

export { type CourseFile, CourseFileNameError, courseFileNamed, courseFiles } from "./courseFiles";
export { type HandOut, handOut, type Reset, reset } from "./myCourse";

/** Where the learner's copies lie: in the checkout, elsewhere in the current folder. */
export function myCourseFolder(): string {
  return path.join(isCheckout ? packageRoot : process.cwd(), "my-course");
}
