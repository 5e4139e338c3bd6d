/** Every plot in JupyterLab, in Chromium, light and dark, in a narrow window: with axe-core, where there is a Chromium. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import type { AxeResults, NodeResult } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { environmentExecutable, packageRoot } from "../../src/engine";
import { jupyterVariables, runNotebook } from "../../src/kernel";
import { notebookOf } from "../kernel/notebooks/notebookOf";

const cells = [
  `import * as tf from "@tensorflow/tfjs-node-gpu";
import { display, evaluate, fit, live, plot, schedules, setSeed, vis } from "trainbook";
setSeed(1);
const [x, y] = [tf.randomUniform([64, 12, 12, 1]), tf.randomUniform([64], 0, 10, "int32")];
const { conv2d, dense, flatten } = tf.layers;
const model = tf.sequential({ layers: [
  conv2d({ inputShape: [12, 12, 1], filters: 8, kernelSize: 3, name: "patterns" }),
  flatten({ name: "all_in_one_row" }), dense({ units: 10, activation: "softmax", name: "classes" })] });
model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });`,
  `const history = await fit(model, x, y, { epochs: 3, validationSplit: 0.2, callbacks: [live.history()] });`,
  "history",
  "await evaluate(model, x, y)",
  "model.summary()",
  "plot.history(history)",
  "plot.compare({ adam: history, sgd: history })",
  "const predicted = model.predict(x) as tf.Tensor; plot.confusionMatrix(y, predicted)",
  `plot.confusionMatrix(y, predicted, { classNames: Array.from("0123456789", (digit) => "number " + digit) })`,
  "plot.confusionMatrix([0, 100], [1, 100])",
  "plot.images(x.slice(0, 12), { labels: y.slice(0, 12), predictions: predicted.slice(0, 12) })",
  "plot.model(model)",
  "plot.layerWeights(model)",
  "plot.activations(model, x)",
  `plot.schedule(new schedules.CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 }), { steps: 100 })`,
  "plot.flow()",
  `await vis.render.linechart({ name: "Line" }, { values: [{ x: 0, y: 1 }, { x: 1, y: 2 }] });
await vis.render.barchart({ name: "Bars" }, [{ index: "a", value: 1 }]);`,
  `display.png(await plot.flow().toPNG(), { alt: "The flow chart", width: 200 });`,
];

const executable = ["chromium", "chromium-browser", "google-chrome"]
  .map((name) => {
    try {
      return execFileSync("which", [name], { encoding: "utf8", stdio: "pipe" }).trim();
    } catch {
      return "";
    }
  })
  .find(Boolean);

/** Beside an output, in which axe-core finds what is JupyterLab's. */
const OUTPUTS = ".jp-OutputArea-output";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

(executable ? describe : describe.skip)("in JupyterLab", () => {
  let folder: string;
  let server: ChildProcess;
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    mkdirSync(path.join(packageRoot, "out"), { recursive: true });
    folder = mkdtempSync(path.join(packageRoot, "out", "gallery-"));
    const { notebook } = await runNotebook(notebookOf(cells), { cwd: folder });
    writeFileSync(path.join(folder, "gallery.ipynb"), JSON.stringify(notebook));
    const port = await freePort();
    address = `http://127.0.0.1:${port}/lab/tree/gallery.ipynb`;
    const args = ["--no-browser", `--port=${port}`, "--allow-root", "--IdentityProvider.token="];
    server = spawn(environmentExecutable("python"), ["-m", "jupyterlab", ...args], {
      cwd: folder,
      env: {
        ...process.env,
        ...jupyterVariables(),
        JUPYTERLAB_SETTINGS_DIR: path.join(folder, "settings"),
        JUPYTERLAB_WORKSPACES_DIR: path.join(folder, "workspaces"),
      },
      stdio: "ignore",
    });
    browser = await chromium.launch({ executablePath: executable as string, args: ["--no-sandbox"] });
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    const ended = new Promise((resolve) => server?.once("exit", resolve));
    if (server?.kill()) await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  describe.each(["Light", "Dark"])("%s, in a window of 900 pixels", (theme) => {
    let page: Page;

    beforeAll(async () => {
      const settings = path.join(folder, "settings", "@jupyterlab", "apputils-extension");
      mkdirSync(settings, { recursive: true });
      writeFileSync(
        path.join(settings, "themes.jupyterlab-settings"),
        JSON.stringify({ theme: `JupyterLab ${theme}` }),
      );
      page = await browser.newPage({ viewport: { width: 900, height: 900 } });
      for (let tries = 0; ; tries++) {
        const failed = await page.goto(address).catch((reason: Error) => reason);
        if (!(failed instanceof Error)) break;
        if (tries === 120) throw failed;
        await page.waitForTimeout(1000);
      }
      await page.waitForSelector(".vega-embed svg", { timeout: 60_000 });
      await page.addScriptTag({ path: require.resolve("axe-core") });
    }, 300_000);

    afterAll(() => page?.close());

    /** The results of a look at each part of the notebook: JupyterLab keeps only what is in view in the page. */
    async function inEachPart<Found>(look: () => Promise<Found[]>): Promise<Found[]> {
      const found: Found[] = [];
      const scroller = page.locator(".jp-WindowedPanel-outer");
      const height = await scroller.evaluate((element) => element.scrollHeight);
      for (let top = 0; top < height; top += 600) {
        await scroller.evaluate((element, at) => element.scrollTo(0, at), top);
        await page.waitForTimeout(700);
        found.push(...(await look()));
      }
      return found;
    }

    test("no picture lacks alternative text, and nothing has a contrast below 3", async () => {
      const found = await inEachPart(async () => {
        // In the page, which TypeScript knows nothing of here.
        const { violations } = await page.evaluate<AxeResults>(`axe.run(
          { include: [["${OUTPUTS}"]], exclude: [[".vega-embed details"]] },
          { runOnly: ["image-alt", "role-img-alt", "svg-img-alt", "color-contrast"] })`);
        return violations.flatMap(({ id, nodes }) =>
          nodes.filter(isSerious).map(({ html }) => `${id}: ${html}`),
        );
      });
      expect([...new Set(found)]).toEqual([]);
    }, 120_000);

    test("each picture says what it shows, and nothing is wider than the page", async () => {
      const found = await inEachPart(() =>
        page.evaluate<{ text: string; isCut: boolean }[]>(`
          [...document.querySelectorAll("${OUTPUTS}")].flatMap((output) =>
            [...output.querySelectorAll("img, .vega-embed [role=graphics-document]")].map((picture) => ({
              text: picture.getAttribute("alt") ?? picture.getAttribute("aria-label") ?? "",
              isCut: output.scrollWidth > output.clientWidth + 1,
            })))`),
      );
      const pictures = new Map(found.map(({ text, isCut }) => [text, isCut]));
      expect(pictures.size).toBeGreaterThanOrEqual(12);
      expect([...pictures].filter(([text, isCut]) => text.length < 10 || isCut)).toEqual([]);
    }, 120_000);
  });
});

/** axe-core asks for 4.5 of small text. */
function isSerious({ any }: NodeResult): boolean {
  const ratio = (any[0]?.data as { contrastRatio?: number } | undefined)?.contrastRatio;
  return ratio === undefined || ratio < 3;
}

if (!executable) test.todo("needs a Chromium");
