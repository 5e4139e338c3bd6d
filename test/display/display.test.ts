import {
  type DisplayMessage,
  display,
  displaySymbol,
  installDisplaySink,
  type MimeBundle,
  withMetadata,
} from "../../src/display";

/** A kernel's sink that keeps what it is sent. */
function recordingSink() {
  const sent: DisplayMessage[] = [];
  const held: Promise<void>[] = [];
  installDisplaySink({
    send: (message) => sent.push(message),
    hold: (drawing) => held.push(drawing),
    clear: () => {},
  });
  return { sent, held };
}

const drawnAs = (bundle: MimeBundle | Promise<MimeBundle>) => ({ [displaySymbol]: () => bundle });

afterEach(() => installDisplaySink(undefined));

describe("display in a notebook", () => {
  test("display(object) sends the bundle that the object draws itself as, with its metadata", () => {
    const { sent } = recordingSink();
    display(drawnAs(withMetadata({ "image/png": "AAAA" }, { "image/png": { width: 5 } })));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      bundle: { "image/png": "AAAA" },
      metadata: { "image/png": { width: 5 } },
    });
  });

  test("display(value) of anything else sends its text", () => {
    const { sent } = recordingSink();
    display({ a: [1, 2] });
    display("plain");
    expect(sent.map(({ bundle }) => bundle)).toEqual([
      { "text/plain": "{ a: [ 1, 2 ] }" },
      { "text/plain": "plain" },
    ]);
  });

  test("await display(object) resolves when a bundle that takes time is drawn, and the cell waits for it", async () => {
    const { sent, held } = recordingSink();
    const handle = display(drawnAs(Promise.resolve({ "text/plain": "late" })));
    expect(sent).toHaveLength(0);
    expect(held).toHaveLength(1);
    await handle;
    expect(sent[0]?.bundle).toEqual({ "text/plain": "late" });
  });

  test("update(text) of what display.html or a sister has drawn keeps the format and the picture's size", () => {
    const { sent } = recordingSink();
    display
      .html("<b>1</b>")
      .update("<b>2</b>")
      .update({ [displaySymbol]: () => ({ "text/plain": "3" }) });
    display.png("AAAA", { width: 5 }).update("BBBB");
    expect(sent.map(({ bundle, metadata }) => [bundle, metadata])).toEqual([
      [{ "text/html": "<b>1</b>" }, {}],
      [{ "text/html": "<b>2</b>" }, {}],
      [{ "text/plain": "3" }, {}],
      [{ "image/png": "AAAA" }, { "image/png": { width: 5 } }],
      [{ "image/png": "BBBB" }, { "image/png": { width: 5 } }],
    ]);
  });

  test("update(value) replaces the output that display made", () => {
    const { sent } = recordingSink();
    display("one").update("two");
    const [first, second] = sent;
    expect(first?.update).toBe(false);
    expect(second).toMatchObject({ id: first?.id, update: true, bundle: { "text/plain": "two" } });
  });

  test("display(value, { id, update }) replaces the output that bears the id", () => {
    const { sent } = recordingSink();
    display("one", { id: "chart" });
    display("two", { id: "chart", update: true });
    expect(sent.map(({ id, update }) => [id, update])).toEqual([
      ["chart", false],
      ["chart", true],
    ]);
  });

  test("a display handle as a cell's last value draws nothing more", () => {
    recordingSink();
    expect(display("one")[displaySymbol]()).toEqual({});
  });

  test("display.bundle sends bytes as base64, and JSON types as JSON even when given as text", () => {
    const { sent } = recordingSink();
    display.bundle({
      "image/png": Uint8Array.of(1, 2, 3),
      "application/vnd.vegalite.v5+json": '{"mark":"bar"}',
      "application/json": { a: 1 },
      "text/plain": '{"stays":"text"}',
    });
    expect(sent[0]?.bundle).toEqual({
      "image/png": "AQID",
      "application/vnd.vegalite.v5+json": { mark: "bar" },
      "application/json": { a: 1 },
      "text/plain": '{"stays":"text"}',
    });
  });

  test("display.html, .markdown, .latex and .svg send one format each", () => {
    const { sent } = recordingSink();
    display.html("<b>h</b>");
    display.markdown("**m**");
    display.latex("$l$");
    display.svg("<svg/>");
    expect(sent.map(({ bundle }) => Object.keys(bundle)[0])).toEqual([
      "text/html",
      "text/markdown",
      "text/latex",
      "image/svg+xml",
    ]);
  });

  test("display.png(bytes, { width, height }) says at which size the picture is shown", () => {
    const { sent } = recordingSink();
    display.png(Uint8Array.of(1), { width: 32, height: 16 });
    expect(sent[0]?.metadata).toEqual({ "image/png": { width: 32, height: 16 } });
  });

  test("display.png(bytes, { alt }) and its sisters say what the picture shows", () => {
    const { sent } = recordingSink();
    display.png(Uint8Array.of(1, 2, 3), { alt: "A cat", width: 32 });
    display.svg("<svg/>", { alt: "A dog" });
    expect(sent.map(({ bundle }) => bundle["text/html"])).toEqual([
      expect.stringMatching(/^<img src="data:image\/png;base64,AQID" alt="A cat" width="32"/),
      expect.stringMatching(/^<img src="data:image\/svg\+xml;base64,PHN2Zy8\+" alt="A dog"/),
    ]);
    expect(sent[0]?.bundle).toMatchObject({ "image/png": "AQID", "text/plain": "A cat" });
  });
});

describe("display in a script", () => {
  test("display(value) prints the text of the value", () => {
    const print = jest.spyOn(console, "log").mockImplementation(() => {});
    display(drawnAs({ "application/vnd.vegalite.v5+json": {}, "text/plain": "a chart of 3 epochs" }));
    display.html("<b>h</b>");
    expect(print.mock.calls.flat()).toEqual(["a chart of 3 epochs", "(shown in a notebook: text/html)"]);
    print.mockRestore();
  });
});
