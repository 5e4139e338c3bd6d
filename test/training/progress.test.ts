import { type DisplayMessage, installDisplaySink } from "../../src/display";
import { TrainingProgress } from "../../src/training/progress";

const logs = { loss: 0.5, accuracy: 0.75 };

function trainOneEpoch(progress: TrainingProgress): void {
  progress.beginEpoch(0);
  progress.endStep(0, 0, logs);
  progress.endEpoch(0, logs);
}

describe("training progress", () => {
  it("is one output of a notebook, which later epochs update", () => {
    const sent: DisplayMessage[] = [];
    installDisplaySink({ send: (message) => sent.push(message), hold: () => {}, clear: () => {} });
    const progress = new TrainingProgress(2, 1, "auto");
    trainOneEpoch(progress);
    progress.beginEpoch(1);
    progress.endEpoch(1, logs);
    installDisplaySink(undefined);
    expect(sent.map(({ update }) => update)).toEqual([false, true]);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(String(sent[1]?.bundle["text/plain"]).split("\n")).toEqual([
      expect.stringMatching(/^Epoch 1\/2 .* loss 0\.5000 {2}accuracy 0\.7500$/),
      expect.stringMatching(/^Epoch 2\/2 /),
    ]);
  });

  it("is one line of a terminal, no wider than it is", () => {
    const { isTTY, columns } = process.stdout;
    Object.assign(process.stdout, { isTTY: true, columns: 30 });
    const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    trainOneEpoch(new TrainingProgress(1, 1, 1));
    const written = write.mock.calls.map(([text]) => String(text)).join("");
    write.mockRestore();
    Object.assign(process.stdout, { isTTY, columns });
    expect(written).toBe(`\r\u001b[2K${"Epoch 1/1  ━━━━━━━━━━━━━━━━━━━━  1/1".slice(0, 29)}\n`);
  });

  it("is silent with verbose 0", () => {
    const log = jest.spyOn(console, "log").mockImplementation(() => {});
    trainOneEpoch(new TrainingProgress(1, 1, 0));
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });
});
