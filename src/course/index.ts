/** The course: its lessons and exercises as data, the learner's copies of them, and the way through. */
import path from "node:path";
import { isCheckout, packageRoot } from "../engine";

export {
  type CourseFile,
  CourseFileNameError,
  courseFileNamed,
  courseFiles,
  solutionFiles,
} from "./courseFiles";
export { CourseError, type CourseNotebook, readCourse } from "./lessons";
export { type HandOut, handOut, type Reset, reset } from "./myCourse";
export { startPage } from "./navigation";

/** Where the learner's copies lie: in the checkout, elsewhere in the current folder. */
export function myCourseFolder(): string {
  return path.join(isCheckout ? packageRoot : process.cwd(), "my-course");
}
