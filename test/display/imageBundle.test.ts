/** Pictures in outputs, with what they show in words. */
import { imageBundle, metadataOf, withMetadata } from "../../src/display";

const image = { content: "QUJD", alt: "A cat", width: 30, height: 20 };

test("a picture is HTML with its alternative text, a bare picture, and a text", () => {
  const bundle = imageBundle(image);
  expect(bundle).toEqual({
    "text/html":
      '<img src="data:image/png;base64,QUJD" alt="A cat" width="30" height="20" style="max-width: 100%; height: auto">',
    "image/png": "QUJD",
    "text/plain": "A cat",
  });
  expect(metadataOf(bundle)).toEqual({ "image/png": { width: 30, height: 20, alt: "A cat" } });
});

test("beside something richer, which HTML would hide in JupyterLab, it is Markdown", () => {
  const richer = withMetadata({ "application/x": {} }, { "application/x": { a: 1 } });
  const bundle = imageBundle(image, richer);
  expect(Object.keys(bundle)).toEqual(["application/x", "text/markdown", "image/png", "text/plain"]);
  expect(bundle["text/markdown"]).toBe(imageBundle(image)["text/html"]);
  expect(metadataOf(bundle)).toMatchObject({ "application/x": { a: 1 }, "image/png": { alt: "A cat" } });
});

test("what has more pixels is for pages, which may be dense", () => {
  const bundle = imageBundle({ ...image, sharp: Uint8Array.of(1, 2, 3) });
  expect(bundle["text/html"]).toContain("base64,AQID");
  expect(bundle["image/png"]).toBe("QUJD");
});

test("an SVG is given as its text", () => {
  const bundle = imageBundle({ content: "<svg/>", alt: "Nothing", type: "image/svg+xml" });
  expect(bundle["text/html"]).toContain('src="data:image/svg+xml;base64,PHN2Zy8+" alt="Nothing"');
  expect(bundle["image/svg+xml"]).toBe("<svg/>");
});

test.each([
  ['a "b" <c>', "a &quot;b&quot; &lt;c&gt;"],
  ["two\n\nparagraphs", "two paragraphs"],
  // Between dollars, and after backslashes, Markdown has formulas.
  ["$5 and $6, \\(x\\)", "&#36;5 and &#36;6, &#92;(x&#92;)"],
])("the alternative text %j is what is read", (alt, written) => {
  expect(imageBundle({ ...image, alt })["text/html"]).toContain(`alt="${written}"`);
});
