/** The table of claims: each sentence stands in its lesson, and each folded answer is in the table. */
import { readNotebook, sourceOf } from "../../src/kernel";
import { claimsOfLessons } from "./claims";
import { fileOf } from "./claims/executedLesson";

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** The folded answers of markdown cells, without those to tasks, or only those. */
function answersIn(lesson: string, ofTasks: boolean): string[] {
  return readNotebook(fileOf(lesson))
    .cells.filter(({ cell_type, id }) => cell_type === "markdown" && (id === "tasks") === ofTasks)
    .flatMap((cell) => [...sourceOf(cell).matchAll(/<summary>Answer<\/summary>([\s\S]*?)<\/details>/g)])
    .map(([, answer]) => oneLine(answer as string));
}

describe.each(claimsOfLessons)("$lesson", ({ lesson, claims, tasks }) => {
  const text = oneLine(
    readNotebook(fileOf(lesson))
      .cells.filter(({ cell_type }) => cell_type === "markdown")
      .map(sourceOf)
      .join("\n\n"),
  );

  test.each(claims)("says: $says", ({ says }) => {
    expect(text.includes(oneLine(says))).toBe(true);
  });

  test("has two questions or more before its cells", () => {
    expect(answersIn(lesson, false).length).toBeGreaterThanOrEqual(2);
  });

  test("answers each task, in the order of the table", () => {
    const answers = answersIn(lesson, true);
    expect(answers.length).toBe(tasks.length);
    for (const [index, { says }] of tasks.entries()) expect(answers[index]).toContain(oneLine(says));
  });
});
