/** Completion and inspection, through the language thread as the server uses it. */
import path from "node:path";
import { packageRoot } from "../../../src/engine";
import { type Completion, type Inspection, LanguageThread } from "../../../src/kernel/language";

let language: LanguageThread;
beforeAll(async () => {
  language = new LanguageThread({ folder: path.join(packageRoot, "notebooks") });
  const cell = `import * as tf from "@tensorflow/tfjs-node-gpu";
/** Adds two numbers. @param a the first */
function add(a: number, b = 2): number { return a + b }
let anything: any = { a: { b: 1 } };
const options: { mode: "fast" | "exact" } = { mode: "fast" };`;
  expect(await language.convert({ code: cell, cell: 1 })).toMatchObject({ ok: true });
});
afterAll(() => language.close());

/** The completion where `|` stands. */
function complete(code: string): Promise<Completion> {
  return language.complete({ code: code.replace("|", ""), cursor: code.indexOf("|") });
}

async function names(code: string): Promise<string[]> {
  return (await complete(code)).matches.map(({ text }) => text);
}

function inspect(code: string, detail: 0 | 1 = 0): Promise<Inspection | undefined> {
  return language.inspect({ code: code.replace("|", ""), cursor: code.indexOf("|"), detail });
}

describe("complete", () => {
  test("knows the members of a library", async () => {
    expect(await names("tf.layers.|")).toEqual(expect.arrayContaining(["conv2d", "dense", "maxPooling2d"]));
  });

  test("tells kinds and signatures", async () => {
    expect((await complete("ad|")).matches[0]).toEqual({
      text: "add",
      kind: "function",
      signature: "(a: number, b?: number): number",
    });
  });

  test("puts what begins with the prefix first, then regardless of case, then what holds it", async () => {
    await language.convert({ code: "const zzTop = 1, ZZBottom = 2, azz = 3", cell: 2 });
    expect(await names("zz|")).toEqual(["zzTop", "ZZBottom", "azz"]);
  });

  test("replaces the name around the cursor", async () => {
    expect(await complete("tf.lay|ers")).toMatchObject({ start: 3, end: 9 });
  });

  test.each([
    ["an unfinished block", "if (true) {\n  tf.lay|", "layers"],
    ["an unfinished call", "add(anyth|", "anything"],
    ["a property of options", "tf.layers.dense({ uni| })", "units"],
    ["names of a module", 'import { readFileS| } from "node:fs"', "readFileSync"],
    ["names of modules", 'import * as fs from "node:f|"', "node:fs"],
    ["trainbook, also inside its own checkout", 'import { fit } from "train|"', "trainbook"],
    ["keywords", "whil|", "while"],
    ["values of a union of strings", 'options.mode = "ex|"', "exact"],
  ])("works in %s", async (_title, code, expected) => {
    expect(await names(code)).toContain(expected);
  });

  test("knows what the same cell declares, and awaits", async () => {
    expect(await names("const mine = { abc: 1 };\nmine.|")).toEqual(["abc"]);
    expect(await names("const later = await Promise.resolve({ xyz: 1 });\nlater.|\n")).toEqual(["xyz"]);
  });

  test("puts the notebook's own names before others", async () => {
    await language.convert({ code: "const Mappa = 1", cell: 3 });
    expect((await names("Ma|")).slice(0, 2)).toEqual(["Mappa", "Map"]);
  });

  test("tells signatures in one line", async () => {
    for (const { signature } of (await complete("A|")).matches) expect(signature ?? "").not.toContain("\n");
  });

  test("names the chain whose value only the run time knows", async () => {
    expect((await complete("anything.|")).runtimePath).toEqual(["anything"]);
    expect((await complete("anything.a.|")).runtimePath).toEqual(["anything", "a"]);
    expect((await complete("tf.|")).runtimePath).toBeUndefined();
  });
});

describe("inspect", () => {
  test("tells signature and documentation", async () => {
    expect(await inspect("add|(1)")).toMatchObject({
      text: expect.stringMatching(/^function add\(a: number, b\?: number\): number\n\nAdds two numbers\./),
      markdown: expect.stringContaining("```typescript\nfunction add("),
    });
  });

  test("finds the name before the cursor", async () => {
    expect((await inspect("tf.layers.conv2d|"))?.text).toContain("2D convolution layer");
  });

  test("inside parentheses tells the function that is called", async () => {
    expect((await inspect("add(1, |"))?.text).toMatch(/^add\(a: number, b\?: number\): number/);
  });

  test("inside parentheses tells the options that the argument takes, those that must be there first", async () => {
    const declared = `
      interface Options {
        /** How loud. From 0 to 1. */
        volume?: number;
        /** What to say. */
        text: string;
      }
      /**
       * Says it.
       * @param times how often
       * @param options how
       */
      declare function say(times: number, options: Options): void;\n`;
    const { text = "" } = (await inspect(`${declared}say(2, { |`)) ?? {};
    expect(text).toContain("- `text: string` What to say.\n- `volume?: number` How loud.");
    expect(text.match(/how$/gm)).toHaveLength(1);
  });

  test("with detail shows the declaration", async () => {
    expect((await inspect("options|", 1))?.text).toContain('mode: "fast" | "exact"');
  });

  test("finds nothing where there is nothing", async () => {
    expect(await inspect("1 + |")).toBeUndefined();
  });
});

test("a question that fails is an error for whoever asked, and the next one is answered", async () => {
  const broken = language.complete({ code: undefined as unknown as string, cursor: 0 });
  await expect(broken).rejects.toThrow("TypeError");
  expect(await language.isComplete("1")).toMatchObject({ status: "complete" });
});
