/** A training that is killed at any moment leaves whole files, and goes on to where an unbroken one ends, bit for bit. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { SeededRandom } from "../../src/engine";
import { loadModel } from "../../src/training";

const seed = 41;
const kills = 50;
const script = path.join(__dirname, "interruptedTraining.js");
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

interface Outcome {
  history: Record<string, number[]>;
  epoch: number[];
  weights: string;
}

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "interrupted-"));
  folders.push(folder);
  return folder;
}

function start(folder: string, mode: string): ChildProcess {
  return fork(script, [mode], { cwd: folder, stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

/** @returns what came out, or undefined where the training was killed `milliseconds` after it began. */
async function train(folder: string, mode: string, milliseconds?: number): Promise<Outcome | undefined> {
  const child = start(folder, mode);
  let outcome: Outcome | undefined;
  let timer: NodeJS.Timeout | undefined;
  child.on("message", (message) => {
    if (message !== "training") outcome = message as Outcome;
    else if (milliseconds !== undefined) timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
  });
  await once(child, "exit");
  clearTimeout(timer);
  return outcome;
}

async function requireWholeFiles(folder: string): Promise<void> {
  for (const file of readdirSync(folder).filter((name) => /\.(keras|h5)$/.test(name))) {
    (await loadModel(path.join(folder, file))).dispose();
  }
}

describe.each(["arrays", "dataset"])("a training on %s", (mode) => {
  it(`that is killed ${kills / 2} times ends as an unbroken one (seed ${seed})`, async () => {
    const random = new SeededRandom(seed);
    const unbroken = newFolder();
    const expected = await train(unbroken, mode);
    expect(expected?.epoch).toHaveLength(14);

    let killed = 0;
    while (killed < kills / 2) {
      const folder = newFolder();
      for (;;) {
        // A whole training takes about so long.
        const isKilled = killed < kills / 2;
        const outcome = await train(folder, mode, isKilled ? random.between(0, 2500) : undefined);
        await requireWholeFiles(folder);
        if (outcome) {
          expect(outcome).toEqual(expected);
          break;
        }
        killed++;
      }
      const text = (name: string) => readFileSync(path.join(folder, name), "utf8");
      expect(text("training.csv")).toBe(readFileSync(path.join(unbroken, "training.csv"), "utf8"));
      expect(existsSync(path.join(folder, "backup"))).toBe(false);
    }
  }, 600_000);
});
