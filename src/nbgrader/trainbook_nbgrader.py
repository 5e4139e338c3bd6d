"""Lets trainbook grade in nbgrader: what a course's nbgrader_config.py puts among nbgrader's own steps."""

import io
import json
import os
import re
import subprocess
import tempfile

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.preprocessors import ClearHiddenTests, Execute, OverwriteCells
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool, Dict, List, Unicode

# The grade id of the cell whose number is the grade, in all exercises.
CHECK = "check"


class GradingError(Exception):
    """Grading did not come to a result. nbgrader names the submission, and saves no grade for it."""


class TrainbookGrade(Execute):
    """
    In place of nbgrader's Execute. Runs `trainbook grade` on the submission: it executes the notebook in a folder of
    its own and judges the work in a process of its own. The cells get their outputs, and the check cell gets the
    card and the points, which nbgrader saves. Notebooks that are no exercises are executed as nbgrader does.
    """

    command = List(Unicode(), help="The command trainbook, as a list of its parts.").tag(config=True)
    exercises = Dict(
        value_trait=Unicode(),
        key_trait=Unicode(),
        help="The exercise that each notebook is, by the notebook's name without .ipynb.",
    ).tag(config=True)

    def preprocess(self, nb, resources=None, **arguments):
        name = resources["nbgrader"]["notebook"]
        if name not in self.exercises:
            return super().preprocess(nb, resources, **arguments)
        check = check_cell(nb)
        grade, executed = self.grade(nb, self.exercises[name])
        for remark in grade["notes"]:
            self.log.warning("%s: %s", name, remark)
        take_outputs(nb, executed)
        fail_unexecuted(nb)
        self.log.info("%s: %s of %s points", name, grade["points"], grade["maximum"])
        # Of what the cell is worth in this course.
        points = grade["points"] / grade["maximum"] * check.metadata.nbgrader["points"]
        number = nbformat.v4.new_output("execute_result", {"text/plain": f"{points:g}"}, execution_count=None)
        check.outputs = [output for output in check.outputs if output.output_type == "display_data"] + [number]
        return nb, resources

    def grade(self, nb, exercise):
        """The grade of a submission as a dictionary, and the notebook as it was executed."""
        with tempfile.TemporaryDirectory(prefix="trainbook-nbgrader-") as folder:
            submission, report, executed = (
                os.path.join(folder, name) for name in ("submission.ipynb", "report.json", "executed.ipynb")
            )
            nbformat.write(for_grading(nb, exercise), submission)
            options = ["--json", report, "--executed", executed]
            if self.timeout is not None and self.timeout > 0:
                options += ["--timeout", str(self.timeout)]
            command = [*self.command, "grade", submission, *options]
            try:
                ended = subprocess.run(
                    command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace"
                )
            except OSError as error:
                raise GradingError(f"{' '.join(command)} does not start: {error}") from error
            try:
                grade = grade_in(report, exercise, ended.returncode)
                return grade, nbformat.read(executed, as_version=4)
            except (OSError, ValueError, KeyError) as error:
                raise GradingError(
                    f"{' '.join(command)} ended with exit code {ended.returncode} and without a grade ({error}):\n"
                    f"{ended.stdout}{ended.stderr}"
                ) from error


def grade_in(report, exercise, code):
    """The grade in a report that fits the exit code: a grader that was ended, by whomever, has written none."""
    if code not in (0, 1):
        raise ValueError("0 or 1 is expected")
    with open(report, encoding="utf-8") as file:
        (grade,) = json.load(file)["grades"]
    if "error" in grade:
        raise ValueError(grade["error"])
    points, maximum = grade["points"], grade["maximum"]
    if grade["exercise"] != exercise or not 0 <= points <= maximum or (code == 0) != (points == maximum):
        raise ValueError(f"its report says {points} of {maximum} points in {grade['exercise']}")
    return grade


def check_cell(nb):
    for cell in nb.cells:
        if grade_id(cell) == CHECK and is_grade(cell):
            return cell
    raise GradingError(f"There is no graded cell {CHECK}. Has the assignment's source in this course one?")


def grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def for_grading(nb, exercise):
    """A copy whose cells have ids by which they are found again, and that says which exercise it is."""
    copy = nbformat.from_dict(nb)
    copy.nbformat_minor = 5
    for index, cell in enumerate(copy.cells):
        cell.id = cell_name(index)
    # Another name in a submission's own metadata would have it graded as another exercise.
    copy.metadata["trainbook"] = {"exercise": exercise}
    return copy


def cell_name(index):
    return f"submitted-{index}"


def take_outputs(nb, executed):
    """Cells that grading puts back as they were handed out are found by their grade ids, all others by their ids."""
    by_id = {cell.get("id"): cell for cell in executed.cells}
    by_grade_id = {grade_id(cell): cell for cell in executed.cells}
    for index, cell in enumerate(nb.cells):
        if cell.cell_type != "code":
            continue
        ran = by_id.get(cell_name(index)) or by_grade_id.get(grade_id(cell) or "")
        cell.outputs = ran.outputs if ran else []
        cell.execution_count = ran.execution_count if ran else None
    if "language_info" in executed.metadata:
        nb.metadata["language_info"] = executed.metadata["language_info"]


def fail_unexecuted(nb):
    """An instructor's own graded cell that never ran has no outputs, which nbgrader takes for full marks."""
    for cell in nb.cells:
        if cell.cell_type != "code" or not is_grade(cell) or is_solution(cell) or grade_id(cell) == CHECK:
            continue
        if cell.execution_count is None and not cell.outputs:
            message = "The notebook ended before this cell."
            cell.outputs = [nbformat.v4.new_output("error", ename="NotExecuted", evalue=message, traceback=[message])]


class SubmittedNotebookExporter(NotebookExporter):
    """Reads submissions that begin with a byte order mark, as some editors write it; nbgrader's own takes none."""

    def from_file(self, file_stream, *arguments, **keywords):
        text = file_stream.read().removeprefix("\ufeff")
        return super().from_file(io.StringIO(text), *arguments, **keywords)


class RestoreCells(OverwriteCells):
    """Puts a deleted graded cell back as it was; nbgrader's own begins it with a remark that only Python can read."""

    add_missing_cells = Bool(True, help=OverwriteCells.add_missing_cells.help).tag(config=True)

    def missing_cell_transform(self, source_cell, *arguments, **keywords):
        cell = super().missing_cell_transform(source_cell, *arguments, **keywords)
        cell.source = source_cell.source
        return cell


class HideHiddenTests(ClearHiddenTests):
    """Takes hidden tests out of feedback, and out of the tracebacks of what they failed on."""

    def preprocess_cell(self, cell, resources, cell_index):
        if not is_grade(cell) or is_solution(cell):
            return cell, resources
        before = cell.source.split("\n")
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        left = {line.strip() for line in cell.source.split("\n")}
        hidden = [line.strip() for line in before if line.strip() and line.strip() not in left]
        for output in cell.get("outputs", []) if hidden else []:
            if output.output_type == "error":
                lines = "\n".join(output.traceback).split("\n")
                output.traceback = [line for line in lines if not mentions(line, hidden)]
        return cell, resources


def mentions(line, hidden):
    plain = re.sub(r"\x1b\[[0-9;]*m", "", line)
    return any(text in plain for text in hidden)


def sanitize_preprocessors():
    """nbgrader's own steps before autograding, with ours in place of OverwriteCells."""
    steps = default_of(Autograde, "sanitize_preprocessors")
    return [RestoreCells if step is OverwriteCells else step for step in steps]


def autograde_preprocessors():
    """nbgrader's own steps of autograding, with ours in place of Execute."""
    return [TrainbookGrade if step is Execute else step for step in default_of(Autograde, "autograde_preprocessors")]


def feedback_preprocessors():
    """nbgrader's own steps of feedback, and ours."""
    return [*default_of(GenerateFeedback, "preprocessors"), HideHiddenTests]


def default_of(converter, name):
    return list(converter.class_traits()[name].default())
