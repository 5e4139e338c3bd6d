import { type DisplayMessage, installDisplaySink } from "../../../src/display";
import { ProgbarLogger } from "../../../src/training/callbacks";

const logs = { loss: 0.5, accuracy: 0.75 };

function logger(params: {
  epochs?: number;
  steps?: number | null;
  verbose?: 0 | 1 | 2 | "auto";
}): ProgbarLogger {
  const made = new ProgbarLogger();
  made.setParams(params);
  made.onTrainBegin();
  return made;
}

function trainOneEpoch(progress: ProgbarLogger, epoch = 0): void {
  progress.onEpochBegin(epoch);
  progress.onTrainBatchEnd(0, logs);
  progress.onEpochEnd(epoch, logs);
}

function printed(work: () => void): string[] {
  const log = jest.spyOn(console, "log").mockImplementation(() => {});
  work();
  const lines = log.mock.calls.map(([line]) => String(line));
  log.mockRestore();
  return lines;
}

describe("training progress", () => {
  it("is one output of a notebook, which later epochs update", () => {
    const sent: DisplayMessage[] = [];
    installDisplaySink({ send: (message) => sent.push(message), hold: () => {}, clear: () => {} });
    const progress = logger({ epochs: 2, steps: 1 });
    trainOneEpoch(progress, 0);
    trainOneEpoch(progress, 1);
    installDisplaySink(undefined);
    expect(sent.map(({ update }) => update)).toEqual([false, true]);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(String(sent[1]?.bundle["text/plain"]).split("\n")).toEqual([
      expect.stringMatching(/^Epoch 1\/2 .* loss 0\.5000 {2}accuracy 0\.7500$/),
      expect.stringMatching(/^Epoch 2\/2 /),
    ]);
  });

  it("is a table where a notebook draws one, with a column for each metric", () => {
    const sent: DisplayMessage[] = [];
    installDisplaySink({ send: (message) => sent.push(message), hold: () => {}, clear: () => {} });
    const progress = logger({ epochs: 2, steps: 1 });
    progress.onEpochBegin(0);
    progress.onEpochEnd(0, { loss: 0.5 });
    progress.onEpochBegin(1);
    progress.onEpochEnd(1, { loss: 0.25, "val_<loss>": 0.125 });
    installDisplaySink(undefined);
    const html = String(sent.at(-1)?.bundle["text/html"]);
    const texts = (tag: string) =>
      [...html.matchAll(new RegExp(`<${tag}(?: [^>]*)?>([^<]*)<`, "g"))].map(([, text]) => text);
    expect(texts("th")).toEqual(["Epoch", "steps", "time", "per\u00a0step", "loss", "val_", "1/2", "2/2"]);
    expect(html).toContain(">val_<wbr>&lt;loss&gt;<");
    const cells = texts("td");
    expect([cells.slice(3, 5), cells.slice(8, 10)]).toEqual([
      ["0.5000", ""],
      ["0.2500", "0.1250"],
    ]);
  });

  it("is one line of a terminal, no wider than it is", () => {
    const { isTTY, columns } = process.stdout;
    Object.assign(process.stdout, { isTTY: true, columns: 30 });
    const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    trainOneEpoch(logger({ epochs: 1, steps: 1, verbose: 1 }));
    const written = write.mock.calls.map(([text]) => String(text)).join("");
    write.mockRestore();
    Object.assign(process.stdout, { isTTY, columns });
    expect(written).toBe(`\r\u001b[2K${"Epoch 1/1  ━━━━━━━━━━━━━━━━━━━━  1/1".slice(0, 29)}\n`);
  });

  it("is one line an epoch in a log, with the time of a step, the loss and the metrics", () => {
    const [line, ...more] = printed(() => trainOneEpoch(logger({ epochs: 12, steps: 1, verbose: 2 })));
    expect(more).toEqual([]);
    expect(line).toMatch(
      /^Epoch {2}1\/12 {2}1\/1 {2}\d+\.\d s, [\d.]+ ms\/step {2}loss 0\.5000 {2}accuracy 0\.7500$/,
    );
  });

  it("breaks that line between metrics in a notebook, whose page would break it in numbers", () => {
    installDisplaySink({ send: () => {}, hold: () => {}, clear: () => {} });
    const progress = logger({ epochs: 1, steps: 1, verbose: 2 });
    const [text = ""] = printed(() => {
      progress.onEpochBegin(0);
      progress.onEpochEnd(0, { ...logs, val_loss: 1234.5, val_accuracy: 0.5, learning_rate: 0.001 });
    });
    installDisplaySink(undefined);
    const lines = text.split("\n");
    expect(lines.map((line) => line.length).filter((length) => length > 56)).toEqual([]);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.at(-1)).toMatch(/^ {2}.*learning_rate 0\.0010$/);
    expect(lines.join("")).toMatch(/loss 0\.5000 {2}accuracy 0\.7500 {2}val_loss 1234\.5000 {2}val_accuracy/);
  });

  it("shows small numbers by their power of ten", () => {
    const progress = logger({ epochs: 1, steps: 1, verbose: 2 });
    const [line] = printed(() => {
      progress.onEpochBegin(0);
      progress.onEpochEnd(0, { learning_rate: 2e-5 });
    });
    expect(line).toMatch(/learning_rate 2\.0000e-5$/);
  });

  it("counts steps where nobody knows how many there will be, and knows at the end", () => {
    const [line] = printed(() => trainOneEpoch(logger({ epochs: 1, steps: null, verbose: 2 })));
    expect(line).toMatch(/^Epoch 1\/1 {2}1\/1 /);
  });

  it("shows an evaluation of its own, and none inside of a training", () => {
    const alone = new ProgbarLogger();
    alone.setParams({ steps: 1, verbose: 2 });
    const test = (progress: ProgbarLogger) => {
      progress.onTestBegin();
      progress.onTestBatchEnd(0, logs);
      progress.onTestEnd(logs);
    };
    expect(printed(() => test(alone))).toEqual([expect.stringMatching(/^1\/1 .*accuracy/)]);
    expect(printed(() => test(logger({ epochs: 1, steps: 1, verbose: 2 })))).toEqual([]);
  });

  it("is silent with verbose 0", () => {
    expect(printed(() => trainOneEpoch(logger({ epochs: 1, steps: 1, verbose: 0 })))).toEqual([]);
  });
});
