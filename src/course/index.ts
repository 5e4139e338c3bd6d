/** The course: its lessons and exercises as data, the learner's copies of them, and the way through. */
export {
  type CourseFile,
  CourseFileNameError,
  courseFileNamed,
  courseFiles,
  solutionFiles,
} from "./courseFiles";
export { myCourseFolder } from "./courseFolder";
export { type CourseProgress, readProgress } from "./courseProgress";
export { CourseError, type CourseNotebook, readCourse } from "./lessons";
export { filesFor, type HandOut, handOut, handOutOne, type OneHandOut, type Reset, reset } from "./myCourse";
export { labelOf, startPage } from "./navigation";
export { isNavigation } from "./navigationCells";
export { type NotebookProgress, notebookProgress } from "./notebookProgress";
export { progress } from "./progress";
export { progressText } from "./progressTable";
