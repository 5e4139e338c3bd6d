/** Guarantees of the language thread's client when the thread ends. */
import path from "node:path";
import { LanguageError, LanguageThread } from "../../../src/kernel/language";

let language: LanguageThread;
beforeEach(() => {
  language = new LanguageThread({ folder: __dirname, entry: path.join(__dirname, "endingWorker.js") });
});
afterEach(() => language.close());

const convert = (code: string) => language.convert({ code, cell: 1 });

test("what waits when the thread ends is rejected", async () => {
  const ended = [convert("end"), convert("behind it")].map((asked) => asked.catch((error) => error));
  for (const error of await Promise.all(ended)) {
    expect(error).toBeInstanceOf(LanguageError);
    expect(error.message).toContain("it was asked to");
  }
});

test("the next question starts it anew, and it knows the earlier cells", async () => {
  await convert("a");
  await convert("b");
  await convert("end").catch(() => {});
  expect(await convert("c")).toMatchObject({ javascript: "a b c" });
});

test("a closed thread answers nothing and is not started again", async () => {
  await language.ready;
  await language.close();
  await expect(convert("a")).rejects.toThrow("closed");
});
