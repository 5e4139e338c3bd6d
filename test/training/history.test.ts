/** What `fit` returns, as a cell's value. */
import { displaySymbol } from "../../src/display";
import { History } from "../../src/training";

it("is a table of the metrics of each epoch, counted from 1 as fit prints them", async () => {
  const history = new History();
  await history.onEpochEnd(0, { loss: 0.5, accuracy: 0.75 });
  await history.onEpochEnd(1, { loss: 0.25, accuracy: 0.875 });
  const bundle = history[displaySymbol]();
  expect(bundle["text/plain"]).toBe("epoch  loss  accuracy\n    1  0.50     0.750\n    2  0.25     0.875");
  expect(bundle["text/html"]).toContain("<table>");
});

it("has what was measured every second epoch beside that epoch", async () => {
  const history = new History();
  for (const epoch of [0, 1, 2, 3]) {
    await history.onEpochEnd(epoch, { loss: 4 - epoch, ...(epoch % 2 === 1 ? { val_loss: 5 - epoch } : {}) });
  }
  expect(history[displaySymbol]()["text/plain"]).toBe(
    [
      "epoch  loss  val_loss",
      "    1     4",
      "    2     3         4",
      "    3     2",
      "    4     1         2",
    ].join("\n"),
  );
});

it("says so where there is no epoch", () => {
  expect(new History()[displaySymbol]()).toEqual({ "text/plain": "History of no epoch" });
});
