/** Each lesson runs from top to bottom in a fresh kernel, without a network and without data beside it. */
import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../src/engine";
import { runNode } from "../cli/runCommand";
import { temporaryFolder } from "../cli/temporaryFolder";

const folder = temporaryFolder();
const lessons = readdirSync(path.join(packageRoot, "notebooks")).filter((name) => name.endsWith(".ipynb"));
const nowhere = "http://127.0.0.1:9";

describe("lessons", () => {
  test.each(lessons)(
    "%s runs without a network",
    async (name) => {
      const place = path.join(folder, name.replace(".ipynb", ""));
      mkdirSync(place);
      const { code, stdout, stderr } = await runNode(
        [
          path.join(packageRoot, "bin", "trainbook.js"),
          ...["run", path.join(packageRoot, "notebooks", name), "--out", place],
        ],
        {
          cwd: packageRoot,
          env: {
            TRAINBOOK_DATA: "",
            TRAINBOOK_CACHE: path.join(folder, "cache"),
            HTTPS_PROXY: nowhere,
            HTTP_PROXY: nowhere,
            https_proxy: nowhere,
            http_proxy: nowhere,
          },
        },
      );
      expect({ code, end: code === 0 ? "" : `${stdout}${stderr}`.slice(-2000) }).toEqual({
        code: 0,
        end: "",
      });
    },
    600_000,
  );
});
