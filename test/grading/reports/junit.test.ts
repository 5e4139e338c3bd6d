/** JUnit XML, read by a real parser. */
import { spawnSync } from "node:child_process";
import { environmentExecutable } from "../../../src/engine";
import { gradesJunit } from "../../../src/grading";
import { hostile, someGrade, unreadable } from "./someGrades";

interface Element {
  tag: string;
  attributes: Record<string, string>;
  text: string;
  children: Element[];
}

/** Python's parser refuses whatever is not well-formed. */
const program = `
import json, sys
import xml.etree.ElementTree as tree
def told(e):
    return {"tag": e.tag, "attributes": e.attrib, "text": e.text or "", "children": [told(c) for c in e]}
print(json.dumps(told(tree.fromstring(sys.stdin.buffer.read()))))
`;

function parsed(xml: string): Element {
  const python = spawnSync(environmentExecutable("python"), ["-c", program], {
    input: xml,
    encoding: "utf8",
  });
  expect(python.stderr).toBe("");
  return JSON.parse(python.stdout);
}

test("gradesJunit has a suite a notebook and a case a check, with findings and hints of those that fail", () => {
  const outcomes = {
    convolutions: { status: "failed", finding: "It has 1 of them." },
    recorded: { status: "not attempted" },
    accuracy: { status: "timed out", finding: "Timeout: 5 s" },
  } as const;
  const { tag, children } = parsed(gradesJunit([someGrade("ada", outcomes), unreadable]));
  expect(tag).toBe("testsuites");
  const [ada, zoe] = children;
  expect(ada?.attributes).toEqual({
    name: "class/ada.ipynb",
    tests: "9",
    failures: "2",
    errors: "1",
    skipped: "0",
    time: "12.340",
  });
  const cases = ada?.children.filter((child) => child.tag === "testcase") ?? [];
  expect(cases.map((one) => one.children[0]?.tag)).toEqual([
    undefined,
    "failure",
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    "error",
    "failure",
  ]);
  expect(cases[1]?.children[0]).toMatchObject({
    attributes: { message: "0 of 1 points: It has 1 of them.", type: "failed" },
    text: expect.stringMatching(/^It has 1 of them\.\nHint: One convolution sees edges\./),
  });
  expect(zoe?.attributes).toMatchObject({ name: "class/zoe.ipynb", tests: "1", errors: "1" });
});

test("gradesJunit is valid XML whatever a notebook printed", () => {
  const failure = { kind: "error" as const, cell: 1, line: 1, source: hostile, error: hostile };
  const grade = someGrade(
    hostile,
    { images: { status: "failed", finding: hostile } },
    { notes: [hostile], failure },
  );
  const [suite] = parsed(gradesJunit([grade, { ...unreadable, error: hostile }])).children;
  const plain = "<b a=\"1\">&amp;</b> ]]> � � � 'x'\nnext";
  expect(suite?.children.find(({ tag }) => tag === "system-out")?.text).toContain(plain);
  expect(suite?.children[1]?.children[0]?.attributes.message).toBe(`0 of 1 points: ${plain}`);
});
