import { step } from "../../../src/cli/setup/bootstrap";

/** Collects what a step writes; a terminal has columns. */
function output(isTTY: boolean) {
  let text = "";
  return { isTTY, columns: 30, write: (part: string) => (text += part), text: () => text };
}

// The output is the third parameter, which only the JavaScript side declares.
const stepOn = step as <T>(
  title: string,
  work: (report: (detail: string) => void) => T | Promise<T>,
  output: object,
) => Promise<T>;

test("step prints one line with the seconds and returns the work's result", async () => {
  const log = output(false);
  await expect(stepOn("Python packages", () => 42, log)).resolves.toBe(42);
  expect(log.text()).toMatch(/^Python packages … \d+\.\d s\n$/);
});

test("step on a terminal keeps one line, which it replaces at the end", async () => {
  const log = output(true);
  await stepOn("Python packages", () => {}, log);
  const lines = log.text().split("\r\u001b[K");
  expect(lines).toEqual([
    "",
    "Python packages … 0 s",
    expect.stringMatching(/^Python packages … \d+\.\d s\n$/),
  ]);
});

test("step says that its work failed, and passes the error on", async () => {
  const log = output(false);
  const failing = stepOn("Building dist", () => Promise.reject(new Error("no")), log);
  await expect(failing).rejects.toThrow("no");
  expect(log.text()).toMatch(/^Building dist … failed after \d+\.\d s\n$/);
});
