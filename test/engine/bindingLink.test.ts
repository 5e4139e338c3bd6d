import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspectBindingLink, linkBinding } from "../../src/engine";

let folder: string;
let packageFile: string;
const binding = () => path.join(folder, "lib", "napi-v8", "tfjs_binding.node");
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trainbook-link-"));
  packageFile = path.join(folder, "package.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("linkBinding", () => {
  it("puts our binding where tfjs-node-gpu looks for its native file", () => {
    expect(inspectBindingLink(packageFile)).toBe("missing");
    expect(linkBinding(packageFile)).toBe("ours");
    expect(inspectBindingLink(packageFile)).toBe("ours");
  });

  it("replaces a link that leads elsewhere, such as a checkout that has moved", () => {
    linkBinding(packageFile);
    writeFileSync(path.join(binding(), "index.js"), 'module.exports = require("/elsewhere");\n');
    expect(inspectBindingLink(packageFile)).toBe("missing");
    expect(linkBinding(packageFile)).toBe("ours");
  });

  it("leaves a native file in its place", () => {
    mkdirSync(path.dirname(binding()), { recursive: true });
    writeFileSync(binding(), "native");
    expect(linkBinding(packageFile)).toBe("native");
  });
});
