/** The exercises as an nbgrader course: its configuration, its source notebooks, and the way to its packages. */
export { type NbgraderCourse, writeNbgraderCourse } from "./nbgraderCourse";
