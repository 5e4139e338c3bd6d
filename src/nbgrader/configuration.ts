/** nbgrader's configuration of a course that trainbook grades. */
import path from "node:path";
import { environmentFolder, packageRoot } from "../engine";
import { exercises } from "../grading";
import { jupyterVariables } from "../kernel";

/** Seconds that one cell may take; training takes less than two minutes on two cores. */
const cellTimeout = 600;

/** The text of `nbgrader_config.py`. */
export function configuration(courseId: string): string {
  const text = JSON.stringify;
  const { JUPYTER_PATH = "" } = jupyterVariables(environmentFolder());
  const [kernels = ""] = JUPYTER_PATH.split(path.delimiter);
  const rows = exercises.map(
    ({ id, notebook }) => `    ${text(path.basename(notebook, ".ipynb"))}: ${text(id)},`,
  );
  return `"""The configuration of nbgrader for this course. It is yours to edit: trainbook does not write it again."""

import os
import sys

# Where trainbook lies, and the Node that runs it. Move the course or trainbook, and these have to follow.
TRAINBOOK = ${text(packageRoot)}
NODE = ${text(process.execPath)}

sys.path.insert(0, os.path.join(TRAINBOOK, "dist", "nbgrader"))
# Python would leave its bytecode in the package.
writes_none, sys.dont_write_bytecode = sys.dont_write_bytecode, True
try:
    import trainbook_nbgrader
except ImportError as error:
    # Without it nbgrader would go on, and give marks of its own.
    sys.exit(f"nbgrader_config.py: trainbook is not at {TRAINBOOK} ({error}). Set TRAINBOOK to the folder where it is.")
finally:
    sys.dont_write_bytecode = writes_none

# The kernel of notebooks that nbgrader itself executes.
os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [${text(kernels)}, os.environ.get("JUPYTER_PATH")]))

c = get_config()

c.CourseDirectory.course_id = ${text(courseId)}

# What learners get in place of solutions and hidden tests.
c.ClearSolutions.code_stub = {
    "typescript": "// YOUR CODE HERE",
    "python": "# YOUR CODE HERE\\nraise NotImplementedError()",
}
c.ClearSolutions.begin_solution_delimeter = "BEGIN SOLUTION"
c.ClearSolutions.end_solution_delimeter = "END SOLUTION"
c.ClearHiddenTests.begin_test_delimeter = "BEGIN HIDDEN TESTS"
c.ClearHiddenTests.end_test_delimeter = "END HIDDEN TESTS"

# Seconds that one cell may take.
c.Execute.timeout = ${cellTimeout}

# Trainbook's grader takes the place of nbgrader's Execute for these notebooks. An exercise that has another name in
# your course needs a line here.
c.TrainbookGrade.command = [NODE, os.path.join(TRAINBOOK, "bin", "trainbook.js")]
c.TrainbookGrade.exercises = {
${rows.join("\n")}
}
c.Autograde.sanitize_preprocessors = trainbook_nbgrader.sanitize_preprocessors()
c.Autograde.autograde_preprocessors = trainbook_nbgrader.autograde_preprocessors()
c.Autograde.exporter_class = trainbook_nbgrader.SubmittedNotebookExporter

# Hidden tests stay hidden in feedback.
c.GenerateFeedback.preprocessors = trainbook_nbgrader.feedback_preprocessors()
`;
}
