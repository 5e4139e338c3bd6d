/** The README of an nbgrader course: the way from source notebooks to feedback. */
import path from "node:path";
import { exercises } from "../grading";

/** The text of the course's README.md. */
export function instructions(installCommand: string): string {
  const names = exercises.map(({ notebook }) => path.basename(notebook, ".ipynb"));
  const [first = ""] = names;
  return `# An nbgrader course of trainbook's exercises

Assignments: ${names.map((name) => `\`${name}\``).join(", ")}. Their notebooks, with solutions, are in \`source/\`.

nbgrader is not part of trainbook. In an environment of its own, which has to be active when nbgrader runs:

    ${installCommand.split("\n").join("\n    ")}

In this folder:

    nbgrader generate_assignment ${first}     # release/${first}: without solutions and hidden tests
    # learners' notebooks go to submitted/LEARNER/${first}/${first}.ipynb (or: nbgrader collect)
    nbgrader autograde ${first}
    nbgrader generate_feedback ${first}       # feedback/LEARNER/${first}/${first}.html
    nbgrader export                                # grades.csv

- **Points** come from trainbook's grader, which \`nbgrader autograde\` starts for each submission. The check cell of an
  autograded notebook shows its card and its points. Give the check cell more or fewer points in \`source/\`, and the
  grader's share of them is given. Where grading does not come to a result, \`nbgrader autograde\` says so, ends with an
  error and saves no grade for that submission.
- **The number that the check cell prints by itself** is advice: it comes out of the learner's own process. nbgrader
  takes it for the grade where \`nbgrader_config.py\` does not name trainbook's grader.
- **Graded cells of your own**, with hidden tests too, can be added to \`source/\`. nbgrader grades them by its rule, from
  their output in the learner's process; one that never ran gets no points.
- **Solutions** of the exercises are in the package trainbook, which learners install.
- **Learners** open the released notebooks where trainbook is installed.
- \`npx trainbook nbgrader\` never overwrites a file here. It adds what is missing, and names what it would write
  differently.
`;
}
