/** Each exercise, graded by the command in a real kernel: full marks for the solution, none for what is handed out. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../src/engine";
import { exercises } from "../../src/grading";
import { runNode } from "../cli/runCommand";
import { temporaryFolder } from "../cli/temporaryFolder";

const folder = temporaryFolder();
const sample = path.resolve(packageRoot, "..", "shared", "data", "fashion-mnist-sample");

/** With `data`, or without any and without a network. */
async function grade(notebook: string, data?: string) {
  const report = path.join(folder, "grades.json");
  const nowhere = "http://127.0.0.1:9";
  const { code } = await runNode(
    [path.join(packageRoot, "bin", "trainbook.js"), "grade", notebook, "--json", report],
    {
      cwd: packageRoot,
      env: {
        TRAINBOOK_DATA: data ?? "",
        TRAINBOOK_CACHE: path.join(folder, "cache"),
        HTTPS_PROXY: nowhere,
        HTTP_PROXY: nowhere,
        https_proxy: nowhere,
        http_proxy: nowhere,
      },
    },
  );
  const [result] = JSON.parse(readFileSync(report, "utf8")).grades;
  return { code, ...result };
}

describe.each(exercises)("$id", ({ notebook }) => {
  test("gives full marks to its solution on what there is without a network, and says what that is", async () => {
    const { code, points, maximum, data, failure, notes } = await grade(`solutions/${notebook}`);
    expect({ code, points, failure, notes }).toEqual({
      code: 0,
      points: maximum,
      failure: undefined,
      notes: [],
    });
    expect(data).toContain("not the real Fashion-MNIST");
  }, 600_000);

  const onSample = existsSync(sample) ? test : test.skip;
  onSample(
    "gives full marks to its solution on real images",
    async () => {
      const { code, points, maximum, data } = await grade(
        `solutions/${notebook}`,
        path.relative(packageRoot, sample),
      );
      expect({ code, points }).toEqual({ code: 0, points: maximum });
      expect(data).toContain("3,443 + 1,000 images");
    },
    600_000,
  );

  test("runs through as handed out, and gives no points", async () => {
    const { code, points, failure, checks } = await grade(`exercises/${notebook}`);
    expect({ code, points, failure }).toEqual({ code: 1, points: 0, failure: undefined });
    for (const { status } of checks) expect(status).toBe("not attempted");
  }, 600_000);
});
