/** The contract of options: Keras's own files are read with every option, its defaults and others. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { kerasName } from "../../../src/options";
import { loadModel } from "../../../src/training";
import { ofFiles, variants } from "./fileCases";
import { askKeras, type KerasAnswers } from "./kerasAnswers";
import { configsOf } from "./measuredModel";
import { type Options, type OptionsClass, rooms } from "./optionClasses";

/** Of Keras: every class by default, and with all options changed. */
const toWrite = ofFiles.flatMap(({ kind, name, table }) =>
  [{}, ...variants(kind, name)].map((options) => ({
    kind,
    class: name,
    options: Object.fromEntries(
      Object.entries(options).map(([option, value]) => [kerasName(option, table), value]),
    ),
  })),
);

const folder = mkdtempSync(path.join(tmpdir(), "options-"));
afterAll(() => rmSync(folder, { recursive: true }));

let { written: ofKeras } = {} as KerasAnswers;
const warnings: string[] = [];

beforeAll(() => {
  jest.spyOn(console, "warn").mockImplementation((text: string) => warnings.push(text));
  ofKeras = askKeras({ folder, written: toWrite }).written;
}, 900_000);

describe.each(toWrite.map((one, index) => ({ ...one, index })))(
  "Keras's $class of $kind with $options",
  ({ kind, index, ...one }) => {
    it("is read with all of its options", async () => {
      const { files, config, error } = ofKeras[index] as (typeof ofKeras)[number];
      expect(error).toBeUndefined();
      for (const file of files) {
        const before = warnings.length;
        const model = await loadModel(file);
        expect(warnings.slice(before)).toEqual([]);
        const found = configsOf(model) as Record<string, unknown>;
        const ofKind = {
          losses: found.loss,
          metrics: (found.metrics as Options[])[0],
          optimizers: found.optimizer,
          schedules: found.schedule,
        };
        const ours = ofKind[kind as keyof typeof ofKind] as unknown as Options;
        const { options: table } = rooms[kind][one.class] as OptionsClass;
        for (const option of Object.keys(table)) {
          const name = kerasName(option, table);
          // Keras's `get_config` gives as many thresholds as there are, or rounds to float32.
          if (one.class === "AUC" && name === "num_thresholds" && "thresholds" in one.options) continue;
          // Keras forgets some options in its own files: the delta of Huber, the axis of CosineSimilarity.
          if (!(name in config)) continue;
          if (name === "learning_rate" && kind === "optimizers")
            expect(ours[name]).toBeCloseTo(config[name] as number, 6);
          else expect(ours).toHaveProperty(name, one.options[name] ?? config[name] ?? null);
        }
        model.dispose();
      }
    });
  },
);
