/** EarlyStopping, ReduceLROnPlateau and ModelCheckpoint on random logs do what Keras's do. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable, SeededRandom } from "../../../src/engine";
import { optimizers } from "../../../src/training";
import { callbacks } from "../../../src/training/callbacks";
import type { Logs } from "../../../src/training/logs";

interface Case {
  callback: "EarlyStopping" | "ReduceLROnPlateau" | "ModelCheckpoint";
  options: Record<string, unknown>;
  logs: Record<string, number | null>[];
  filepath: string;
}

interface Outcome {
  stopped: number | null;
  weights: number;
  rates: number[];
  saved: string[];
}

const seed = 5;
const random = new SeededRandom(seed);
const whole = (low: number, high: number) => Math.floor(random.between(low, high + 1));
const oneOf = <T>(...values: T[]): T => values[whole(0, values.length - 1)] as T;
const maybe = (chance: number, options: object): object => (random.chance(chance) ? options : {});

/** Numbers as metrics are, in float32; some repeat, some are missing, as NaN. */
function logsOf(epochs: number): Case["logs"] {
  let value = random.between(0.5, 2);
  return Array.from({ length: epochs }, () => {
    const step = oneOf(0, random.between(-0.2, 0.15), random.between(-0.001, 0.001));
    value += step;
    const logged = random.chance(0.06) ? null : Math.fround(value);
    return {
      loss: Math.fround(random.next()),
      val_loss: logged,
      val_accuracy: logged && Math.fround(logged / 3),
    };
  });
}

function monitored(): object {
  return oneOf<object>(
    {},
    { monitor: "val_loss", mode: "min" },
    { monitor: "val_accuracy", mode: "max" },
    { monitor: "loss" },
  );
}

const draw: Record<Case["callback"], () => Record<string, unknown>> = {
  EarlyStopping: () => ({
    ...monitored(),
    ...maybe(0.8, { patience: whole(0, 5) }),
    ...maybe(0.5, { minDelta: random.between(0, 0.1) }),
    ...maybe(0.3, { baseline: random.between(0.3, 1.5) }),
    ...maybe(0.6, { restoreBestWeights: true }),
    ...maybe(0.4, { startFromEpoch: whole(0, 6) }),
  }),
  ReduceLROnPlateau: () => ({
    ...monitored(),
    factor: random.between(0.1, 0.9),
    patience: whole(0, 4),
    ...maybe(0.5, { minDelta: random.between(0, 0.1) }),
    ...maybe(0.5, { cooldown: whole(0, 4) }),
    ...maybe(0.5, { minLr: random.between(0.001, 0.05) }),
  }),
  ModelCheckpoint: () => ({
    ...monitored(),
    ...maybe(0.8, { saveBestOnly: true }),
    ...maybe(0.3, { initialValueThreshold: random.between(0.3, 1.5) }),
  }),
};

const names = ["EarlyStopping", "ReduceLROnPlateau", "ModelCheckpoint"] as const;
const cases: Case[] = names.flatMap((callback) =>
  Array.from({ length: 300 }, () => ({
    callback,
    options: draw[callback](),
    logs: logsOf(whole(3, 25)),
    filepath: "{epoch:03d}-{loss:.3f}.keras",
  })),
);

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

let keras: Outcome[];
const folder = mkdtempSync(path.join(tmpdir(), "checkpoints-"));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  const input = cases.map(({ options, ...rest }) => ({
    ...rest,
    options: Object.fromEntries(Object.entries(options).map(([name, value]) => [snake(name), value])),
  }));
  const answer = execFileSync(environmentExecutable("python"), [path.join(__dirname, "keras_callbacks.py")], {
    input: JSON.stringify(input),
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" },
    maxBuffer: 2 ** 26,
  });
  keras = JSON.parse(answer.toString());
}, 120_000);

const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false })] });

async function ours({ callback: name, options, logs, filepath }: Case): Promise<Outcome> {
  model.compile({ optimizer: new optimizers.SGD({ learningRate: 0.1 }), loss: "mse" });
  const directory = mkdtempSync(path.join(folder, "run-"));
  const callback =
    name === "ModelCheckpoint"
      ? new callbacks.ModelCheckpoint(path.join(directory, filepath), options)
      : new callbacks[name](options);
  callback.setModel(model);
  model.stopTraining = false;
  await callback.onTrainBegin({});
  const outcome: Outcome = { stopped: null, weights: 0, rates: [], saved: [] };
  for (const [epoch, numbers] of logs.entries()) {
    await callback.onEpochBegin(epoch, {});
    tf.tidy(() => model.setWeights([tf.fill([1, 1], epoch)]));
    const given = Object.fromEntries(
      Object.entries(numbers).map(([key, value]) => [key, value ?? Number.NaN]),
    );
    await callback.onEpochEnd(epoch, given as Logs);
    outcome.rates.push((model.optimizer as unknown as { learningRate: number }).learningRate);
    if (model.stopTraining) {
      outcome.stopped = epoch;
      break;
    }
  }
  await callback.onTrainEnd({});
  outcome.weights = model.getWeights()[0]?.dataSync()[0] as number;
  outcome.saved = existsSync(directory) ? readdirSync(directory).sort() : [];
  return outcome;
}

describe.each(names)(`%s (seed ${seed})`, (name) => {
  it("does on 300 random trainings what Keras's does", async () => {
    const before = tf.memory().numTensors;
    for (const [index, one] of cases.entries()) {
      if (one.callback !== name) continue;
      const found = await ours(one);
      const expected = keras[index] as Outcome;
      const rates = expected.rates.map((rate) => Math.fround(rate));
      expect({ case: one, ...found, rates: found.rates.map(Math.fround) }).toEqual({
        case: one,
        ...expected,
        rates,
      });
    }
    // The last optimizer's count of steps, and what it was compiled with, stay.
    expect(tf.memory().numTensors - before).toBeLessThanOrEqual(1);
  });
});
