import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { courseFiles, filesFor, handOut, handOutOne, reset, solutionFiles } from "../../src/course";
import { temporaryFolder, writeFiles } from "../cli/temporaryFolder";

const temporary = temporaryFolder();
let count = 0;

/** A package with one lesson and one exercise, and the learner's folder beside it. */
function course() {
  count += 1;
  const home = path.join(temporary, `course-${count}`);
  const folder = path.join(home, "my-course");
  const publish = (files: Record<string, string>) => writeFiles(path.join(home, "package"), files);
  publish({ "notebooks/00-start.ipynb": "lesson", "exercises/01-cnn.ipynb": "exercise" });
  const files = () => courseFiles(path.join(home, "package"));
  return {
    folder,
    publish,
    withdraw: (name: string) => rmSync(path.join(home, "package", name)),
    handOut: () => handOut(folder, filesFor(folder, path.join(home, "package"))),
    takeSolution: () => {
      const [file] = solutionFiles(path.join(home, "package"));
      if (!file) throw new Error("no solution");
      return handOutOne(folder, file);
    },
    reset: (name: string) => {
      const file = files().find((one) => one.name === name);
      if (!file) throw new Error(`no ${name}`);
      return reset(folder, file);
    },
    read: (name: string) => readFileSync(path.join(folder, name), "utf8"),
    work: (name: string, text: string) => writeFileSync(path.join(folder, name), text),
  };
}

test("handOut copies lessons to the top of my-course and exercises to exercises/", () => {
  const { handOut, read } = course();
  expect(handOut().added).toEqual(["00-start.ipynb", "exercises/01-cnn.ipynb"]);
  expect([read("00-start.ipynb"), read("exercises/01-cnn.ipynb")]).toEqual(["lesson", "exercise"]);
});

test("handOut again changes nothing", () => {
  const { handOut } = course();
  handOut();
  expect(handOut()).toEqual({ added: [], updated: [], outdated: [] });
});

test("handOut leaves what the learner has touched", () => {
  const { handOut, read, work } = course();
  handOut();
  work("00-start.ipynb", "mine");
  expect(handOut()).toEqual({ added: [], updated: [], outdated: [] });
  expect(read("00-start.ipynb")).toBe("mine");
});

test("handOut brings an untouched copy up to date", () => {
  const { handOut, publish, read } = course();
  handOut();
  publish({ "notebooks/00-start.ipynb": "lesson 2" });
  expect(handOut().updated).toEqual(["00-start.ipynb"]);
  expect(read("00-start.ipynb")).toBe("lesson 2");
});

test("handOut names a touched lesson that has a newer version, and leaves it", () => {
  const { handOut, publish, read, work } = course();
  handOut();
  work("00-start.ipynb", "mine");
  publish({ "notebooks/00-start.ipynb": "lesson 2" });
  expect(handOut().outdated).toEqual(["00-start.ipynb"]);
  expect(read("00-start.ipynb")).toBe("mine");
});

test("handOut does not bring back what the learner has deleted", () => {
  const { folder, handOut, publish } = course();
  handOut();
  rmSync(path.join(folder, "00-start.ipynb"));
  publish({ "notebooks/00-start.ipynb": "lesson 2" });
  expect(handOut().added).toEqual([]);
  expect(existsSync(path.join(folder, "00-start.ipynb"))).toBe(false);
});

test("handOut adds a new lesson", () => {
  const { handOut, publish } = course();
  handOut();
  publish({ "notebooks/01-elements.ipynb": "next" });
  expect(handOut().added).toEqual(["01-elements.ipynb"]);
});

test("handOut removes the untouched copy of a lesson that is gone, and keeps a touched one", () => {
  const { folder, handOut, publish, withdraw, work } = course();
  publish({ "notebooks/01-old.ipynb": "old", "notebooks/02-old.ipynb": "old" });
  handOut();
  work("02-old.ipynb", "mine");
  withdraw("notebooks/01-old.ipynb");
  withdraw("notebooks/02-old.ipynb");
  handOut();
  expect(readdirSync(folder).sort()).toEqual([
    ".trainbook.json",
    "00-start.ipynb",
    "02-old.ipynb",
    "exercises",
  ]);
});

test("handOut without its manifest takes every differing file for the learner's", () => {
  const { folder, handOut, read, work } = course();
  handOut();
  work("00-start.ipynb", "mine");
  writeFileSync(path.join(folder, ".trainbook.json"), "{ broken");
  expect(handOut().outdated).toEqual(["00-start.ipynb"]);
  expect(read("00-start.ipynb")).toBe("mine");
});

test("handOut hands out notebooks, what they import and pictures, not what a run has left beside them", () => {
  const { handOut, publish } = course();
  publish({
    "notebooks/pictures/flow.png": "png",
    "notebooks/network.ts": "export {};",
    "notebooks/my-model/model.json": "{}",
    "notebooks/.ipynb_checkpoints/00-start.ipynb": "old",
  });
  expect(handOut().added).toEqual([
    "00-start.ipynb",
    "network.ts",
    "pictures/flow.png",
    "exercises/01-cnn.ipynb",
  ]);
});

test("reset restores a lesson and never overwrites a backup", () => {
  const { handOut, read, reset, work } = course();
  handOut();
  const backups = ["mine 1", "mine 2"].map((text) => {
    work("00-start.ipynb", text);
    const result = reset("00-start.ipynb");
    return result.found === "changed" ? path.basename(result.backup) : result.found;
  });
  expect(backups).toEqual(["00-start-backup-1.ipynb", "00-start-backup-2.ipynb"]);
  expect([read("00-start.ipynb"), ...backups.map(read)]).toEqual(["lesson", "mine 1", "mine 2"]);
});

test("reset of an unchanged lesson makes no backup", () => {
  const { handOut, reset } = course();
  handOut();
  expect(reset("00-start.ipynb")).toEqual({ found: "unchanged" });
});

test("reset brings back a deleted lesson, which follows updates from then on", () => {
  const { folder, handOut, publish, read, reset } = course();
  handOut();
  rmSync(path.join(folder, "00-start.ipynb"));
  expect(reset("00-start.ipynb")).toEqual({ found: "missing" });
  publish({ "notebooks/00-start.ipynb": "lesson 2" });
  handOut();
  expect(read("00-start.ipynb")).toBe("lesson 2");
});

describe("a solution", () => {
  const withSolution = () => {
    const made = course();
    made.publish({ "solutions/01-cnn.ipynb": "solution" });
    made.handOut();
    return made;
  };

  test("is not there before the learner takes it", () => {
    const { folder } = withSolution();
    expect(existsSync(path.join(folder, "solutions"))).toBe(false);
  });

  test("is handed out once", () => {
    const { read, takeSolution } = withSolution();
    expect([takeSolution(), takeSolution()]).toEqual(["added", "unchanged"]);
    expect(read("solutions/01-cnn.ipynb")).toBe("solution");
  });

  test("that was taken stays, and follows updates", () => {
    const { handOut, publish, takeSolution } = withSolution();
    takeSolution();
    expect(handOut()).toEqual({ added: [], updated: [], outdated: [] });
    publish({ "solutions/01-cnn.ipynb": "solution 2" });
    expect(handOut().updated).toEqual(["solutions/01-cnn.ipynb"]);
  });

  test("that the learner has changed is never overwritten", () => {
    const { publish, read, takeSolution, work } = withSolution();
    takeSolution();
    work("solutions/01-cnn.ipynb", "mine");
    expect(takeSolution()).toBe("unchanged");
    publish({ "solutions/01-cnn.ipynb": "solution 2" });
    expect(takeSolution()).toBe("outdated");
    expect(read("solutions/01-cnn.ipynb")).toBe("mine");
  });

  test("that the learner has deleted comes back when they take it again, and not before", () => {
    const { folder, handOut, takeSolution } = withSolution();
    takeSolution();
    rmSync(path.join(folder, "solutions", "01-cnn.ipynb"));
    expect(handOut().added).toEqual([]);
    expect(takeSolution()).toBe("added");
  });
});
