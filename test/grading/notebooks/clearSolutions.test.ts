/** Solutions are taken out whole, or not at all. */
import { clearSolutions, SolutionMarkerError } from "../../../src/grading/notebooks/clearSolutions";
import type { NotebookCell } from "../../../src/kernel";

const solutionCell = {
  nbgrader: { schema_version: 3, grade_id: "task", grade: false, solution: true, locked: false },
};

function cleared(source: string | string[], cell: Partial<NotebookCell> = {}) {
  const cells: NotebookCell[] = [{ cell_type: "code", metadata: solutionCell, source, ...cell }];
  return clearSolutions({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }).cells[0]?.source;
}

test("clearSolutions replaces all between the markers by one line, indented as the first marker", () => {
  const source = `function double(x: number) {
  // BEGIN SOLUTION
  const twice = 2 * x;
    return twice;
  // END SOLUTION
}`;
  expect(cleared(source)).toBe("function double(x: number) {\n  // YOUR CODE HERE\n}");
});

test("clearSolutions clears several regions, and sources in lines", () => {
  const source = [
    "// BEGIN SOLUTION\n",
    "a();\n",
    "// END SOLUTION\n",
    "b();\n",
    "/* ### BEGIN SOLUTION */\n",
    "c();\n",
    "/* ### END SOLUTION */",
  ];
  expect(cleared(source)).toBe("// YOUR CODE HERE\nb();\n// YOUR CODE HERE");
});

test("clearSolutions leaves other cells as they are", () => {
  expect(cleared(["const a = 1;\n", "a"], { metadata: {} })).toEqual(["const a = 1;\n", "a"]);
});

const mistakes: [string, string, Partial<NotebookCell>, string][] = [
  ["a region without an end", "// BEGIN SOLUTION\na();", {}, "cell 1 has BEGIN SOLUTION without an end"],
  ["an end without a beginning", "a();\n// END SOLUTION", {}, "cell 1 has END SOLUTION without a beginning"],
  [
    "a region in a region",
    "// BEGIN SOLUTION\n// BEGIN SOLUTION\n// END SOLUTION",
    {},
    "cell 1 has BEGIN SOLUTION inside",
  ],
  [
    "a solution that nbgrader does not know of",
    "// BEGIN SOLUTION\n// END SOLUTION",
    { metadata: {} },
    "cell 1 has a solution but is no",
  ],
  [
    "a solution in prose",
    "BEGIN SOLUTION\nEND SOLUTION",
    { cell_type: "markdown" },
    "cell 1 has a solution but is no",
  ],
  ["a solution cell without a region", "a();", {}, "cell 1 is a solution cell without a solution"],
];

test.each(mistakes)("clearSolutions refuses %s", (_, source, cell, message) => {
  expect(() => cleared(source, cell)).toThrow(SolutionMarkerError);
  expect(() => cleared(source, cell)).toThrow(message);
});
