/** bin/trainbook.js in a checkout of its own, with an npm and a compiler that write down what they are asked. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from "node:fs";
import path from "node:path";
import { isRunning } from "../../src/processes";
import { runNode, until } from "./runCommand";
import { temporaryFolder, writeFiles } from "./temporaryFolder";

const temporary = temporaryFolder();
const bin = path.resolve(__dirname, "..", "..", "bin");

/** Stands for npm: `npm ci` empties node_modules, then writes its record last; fails or hangs when told to. */
const npm = `
const fs = require("node:fs");
fs.appendFileSync("npm.log", process.argv.slice(2).join(" ") + "\\n");
fs.rmSync("node_modules", { recursive: true, force: true });
if (process.env.FAKE_NPM === "fail") { console.error("npm error network unreachable"); process.exit(7); }
fs.mkdirSync("node_modules/typescript/bin", { recursive: true });
if (process.env.FAKE_NPM === "hang") {
  fs.writeFileSync("npm.pid", String(process.pid));
  setInterval(() => {}, 1000);
}
else {
  fs.copyFileSync("fakeTsc.js", "node_modules/typescript/bin/tsc");
  fs.mkdirSync("node_modules/esbuild");
  fs.writeFileSync("node_modules/esbuild/index.js", "exports.build = async () => {};");
  fs.writeFileSync("node_modules/.package-lock.json", fs.readFileSync("package-lock.json"));
}
`;

/** Stands for tsc: "compiles" each .ts of src by copying it; src/wrong.ts is a type error. */
const tsc = `
const fs = require("node:fs"), path = require("node:path");
const out = process.argv[process.argv.indexOf("--outDir") + 1];
fs.appendFileSync("tsc.log", "tsc\\n");
for (const name of fs.readdirSync("src", { recursive: true })) {
  if (!name.endsWith(".ts")) continue;
  const target = path.join(out, name.replace(/ts$/, "js"));
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.copyFileSync(path.join("src", name), target);
}
if (fs.existsSync("src/wrong.ts")) { console.log("src/wrong.ts(1,1): error TS1: wrong"); process.exit(2); }
`;

let count = 0;

/** A fresh clone, whose command prints what it was handed. */
function freshClone() {
  count += 1;
  const root = path.join(temporary, `clone-${count}`);
  writeFiles(root, {
    "package.json": "{}",
    "package-lock.json": lock("sha512-one"),
    "tsconfig.json": "{}",
    "tsconfig.build.json": "{}",
    "src/index.ts": "",
    "src/cli/main.ts": "exports.main = (args) => console.log('handed over', args.join(' '));",
    "src/kernel/run.py": "print()",
    "fakeTsc.js": tsc,
    "npm-cli.js": npm,
  });
  mkdirSync(path.join(root, "bin"));
  for (const name of readdirSync(bin)) {
    copyFileSync(path.join(bin, name), path.join(root, "bin", name));
  }
  const at = (name: string) => path.join(root, name);
  const lines = (name: string) =>
    existsSync(at(name)) ? readFileSync(at(name), "utf8").trim().split("\n").length : 0;
  return {
    at,
    /** How often each ran. */
    ran: () => ({ npm: lines("npm.log"), tsc: lines("tsc.log") }),
    trainbook: (options: { args?: string[]; env?: NodeJS.ProcessEnv; node?: string[] } = {}) =>
      runNode([...(options.node ?? []), at("bin/trainbook.js"), ...(options.args ?? ["start"])], {
        cwd: root,
        env: { npm_execpath: at("npm-cli.js"), ...options.env },
      }),
  };
}

function lock(integrity: string): string {
  return JSON.stringify({
    packages: {
      "": { name: "trainbook" },
      "node_modules/demo": { version: "1.0.0", integrity },
      "node_modules/elsewhere": { integrity: "sha512-two", optional: true, os: ["no-such-system"] },
    },
  });
}

test("in a fresh clone the command fetches the Node packages, builds dist and hands over", async () => {
  const clone = freshClone();
  const { code, stdout, stderr } = await clone.trainbook({ args: ["start", "--port", "9"] });
  expect(stderr).toMatch(/^Node packages … \d+\.\d s\nBuilding dist … \d+\.\d s\n$/);
  expect({ code, stdout }).toEqual({ code: 0, stdout: "handed over start --port 9\n" });
  expect(readFileSync(clone.at("npm.log"), "utf8")).toMatch(/^ci --ignore-scripts /);
});

test("a second command starts neither npm nor the compiler, and says nothing", async () => {
  const clone = freshClone();
  await clone.trainbook();
  const { stderr } = await clone.trainbook();
  expect(stderr).toBe("");
  expect(clone.ran()).toEqual({ npm: 1, tsc: 1 });
});

test("Node packages that a contributor installed with npm are taken as they are", async () => {
  const clone = freshClone();
  await clone.trainbook();
  rmSync(clone.at("node_modules/.trainbook-stamp"));
  await clone.trainbook();
  expect(clone.ran().npm).toBe(1);
});

test("a changed lock file brings the Node packages up to date", async () => {
  const clone = freshClone();
  await clone.trainbook();
  writeFiles(clone.at("."), { "package-lock.json": lock("sha512-three") });
  await clone.trainbook();
  expect(clone.ran().npm).toBe(2);
});

test("an npm that fails is reported in its own words with exit code 1, and the next command goes on", async () => {
  const clone = freshClone();
  const { code, stderr } = await clone.trainbook({ env: { FAKE_NPM: "fail" } });
  expect(stderr).toMatch(
    /failed after.*\nnpm ci failed with exit code 7:\nnpm error network unreachable\n {2}→ /,
  );
  expect(code).toBe(1);
  expect((await clone.trainbook()).stdout).toBe("handed over start\n");
});

test("without npm the error says where npm comes from", async () => {
  const clone = freshClone();
  const { code, stderr } = await clone.trainbook({ env: { npm_execpath: "", PATH: "" } });
  expect(stderr).toMatch(/npm was not found on PATH\.\n {2}→ install Node with npm/);
  expect(code).toBe(1);
});

test("a set-up ended while npm works ends npm too, and is taken up by the next command", async () => {
  const clone = freshClone();
  await runNode([clone.at("bin/trainbook.js")], {
    cwd: clone.at("."),
    env: { npm_execpath: clone.at("npm-cli.js"), FAKE_NPM: "hang" },
    started: async (child) => {
      await until(() => existsSync(clone.at("npm.pid")));
      child.kill("SIGTERM");
    },
  });
  const npmProcess = Number(readFileSync(clone.at("npm.pid"), "utf8"));
  await until(() => !isRunning(npmProcess));
  const { code, stdout } = await clone.trainbook();
  expect({ code, stdout }).toEqual({ code: 0, stdout: "handed over start\n" });
});

test("dist holds what src holds now: other files are copied, removed ones disappear", async () => {
  const clone = freshClone();
  writeFiles(clone.at("src"), { "old.ts": "" });
  await clone.trainbook();
  expect(existsSync(clone.at("dist/old.js")) && existsSync(clone.at("dist/kernel/run.py"))).toBe(true);
  rmSync(clone.at("src/old.ts"));
  await clone.trainbook();
  expect(existsSync(clone.at("dist/old.js"))).toBe(false);
});

test("type errors in src are shown, and the command goes on with what was built", async () => {
  const clone = freshClone();
  writeFiles(clone.at("src"), { "wrong.ts": "" });
  const { code, stdout, stderr } = await clone.trainbook();
  expect(stderr).toContain("src/wrong.ts(1,1): error TS1: wrong\nsrc has the type errors above.");
  expect({ code, stdout }).toEqual({ code: 0, stdout: "handed over start\n" });
});

test("the checkout is linked as the package trainbook", async () => {
  const clone = freshClone();
  await clone.trainbook();
  expect(realpathSync(clone.at("node_modules/trainbook"))).toBe(clone.at("").replace(/\/$/, ""));
});

test("a published package, which has no src, hands over at once", async () => {
  const clone = freshClone();
  rmSync(clone.at("src"), { recursive: true });
  writeFiles(clone.at("dist"), { "cli/main.js": "exports.main = () => console.log('published');" });
  const { stdout, stderr } = await clone.trainbook();
  expect({ stdout, stderr }).toEqual({ stdout: "published\n", stderr: "" });
  expect(clone.ran()).toEqual({ npm: 0, tsc: 0 });
});

test("a Node that is too old is named with the version that is needed", async () => {
  const clone = freshClone();
  writeFiles(clone.at("."), {
    "old.js":
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.1' } });",
  });
  const { code, stderr } = await clone.trainbook({ node: ["--require", clone.at("old.js")] });
  expect(stderr).toMatch(/^Node 20\.18\.1 is too old: trainbook needs Node 20\.19 or newer\.\n {2}→ /);
  expect(code).toBe(1);
});
