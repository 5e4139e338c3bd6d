/**
 * `trainbook doctor` on copies of the real environment, each broken in one way. The copies are made of links,
 * except for what is to be broken.
 */
import { cpSync, mkdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { environmentFolder, sitePackages, tensorFlowVersion } from "../../src/engine";
import { type InstalledPackage, installPackage, linkEntries } from "./installedPackage";
import { temporaryFolder, writeFiles } from "./temporaryFolder";

const temporary = temporaryFolder();

/** An installed package with a sound environment, a link to each part of the real one. */
async function soundPackage(name: string): Promise<InstalledPackage & { packages: string; data: string }> {
  const home = path.join(temporary, name);
  const installed = installPackage(home);
  const real = { environment: environmentFolder(), packages: sitePackages() ?? "" };
  const packages = path.join(installed.environment, path.relative(real.environment, real.packages));
  const isTensorFlow = (entry: string) => entry.startsWith("tensorflow");
  linkEntries(real.packages, packages, (entry) => !isTensorFlow(entry));
  linkEntries(path.join(real.packages, "tensorflow"), path.join(packages, "tensorflow"));
  const metadata = `tensorflow_cpu-${tensorFlowVersion}.dist-info`;
  cpSync(path.join(real.packages, metadata), path.join(packages, metadata), { recursive: true });
  for (const entry of ["bin", "pyvenv.cfg", ".trainbook-stamp.json"]) {
    cpSync(path.join(real.environment, entry), path.join(installed.environment, entry), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  await installed.trainbook(["setup"]);
  return { ...installed, packages, data: path.join(home, "data") };
}

const line = (text: string, name: string) =>
  text.split("\n").findIndex((one) => one.slice(4).startsWith(name));

/** The two lines on something broken: what, and the cure. */
function broken(text: string, name: string): string[] {
  const lines = text.split("\n");
  const at = line(text, name);
  return [lines[at] ?? "", (lines[at + 1] ?? "").trim()];
}

describe("doctor", () => {
  let course: Awaited<ReturnType<typeof soundPackage>>;
  beforeAll(async () => {
    course = await soundPackage("course");
  });

  test("finds a sound set-up sound: exit code 0", async () => {
    const { code, stdout, stderr } = await course.trainbook(["doctor"]);
    expect(stdout).not.toMatch(/^!!/m);
    expect(stdout).toMatch(/\nAll is well\.\n$/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("says which library and device will be used, and why", async () => {
    const { stdout } = await course.trainbook(["doctor"]);
    expect(stdout).toContain(`TensorFlow wheel    ${tensorFlowVersion} (in the Python environment)`);
    expect(stdout).toContain(`TensorFlow library  ${tensorFlowVersion} (${course.packages}/tensorflow/lib`);
    expect(stdout).toMatch(/Device {14}(CPU with \d+ cores|GPU)/);
  });

  test("--json prints every finding, and nothing else", async () => {
    const { stdout } = await course.trainbook(["doctor", "--json"]);
    const { ok, findings } = JSON.parse(stdout);
    expect(ok).toBe(true);
    expect(findings).toContainEqual({
      name: "Kernelspec",
      ok: true,
      found: expect.stringContaining("kernel.json"),
    });
  });

  test("names a damaged data file, with its checksums and its cure", async () => {
    writeFiles(course.data, { "mnist/train-images-idx3-ubyte": "not an IDX file" });
    const { code, stdout } = await course.trainbook(["doctor"], { env: { TRAINBOOK_DATA: course.data } });
    const [what, cure] = broken(stdout, "MNIST");
    expect(what).toMatch(/^!! {2}MNIST +.*train-images-idx3-ubyte: /);
    expect(cure).toMatch(/^→ \S/);
    expect(code).toBe(1);
  });

  test("names a missing kernelspec, and its cure mends it", async () => {
    rmSync(path.join(course.environment, "share", "jupyter", "kernels"), { recursive: true });
    const { code, stdout } = await course.trainbook(["doctor"]);
    expect(broken(stdout, "Kernelspec")).toEqual([
      expect.stringContaining(`no kernelspec at ${course.environment}`),
      "→ npx trainbook setup",
    ]);
    expect(stdout).toMatch(/\n1 to mend\.\n$/);
    expect(code).toBe(1);
    await course.trainbook(["setup"]);
    expect((await course.trainbook(["doctor"])).code).toBe(0);
  });

  test("names a missing binding", async () => {
    const lib = path.join(course.folder, "node_modules", "@tensorflow", "tfjs-node-gpu", "lib");
    renameSync(lib, `${lib}.moved`);
    const { code, stdout } = await course.trainbook(["doctor"]);
    expect(broken(stdout, "TensorFlow binding")[1]).toBe("→ npx trainbook setup");
    expect(code).toBe(1);
    renameSync(`${lib}.moved`, lib);
  });

  test("names a wheel of another version", async () => {
    const metadata = path.join(course.packages, `tensorflow_cpu-${tensorFlowVersion}.dist-info`);
    const other = path.join(course.packages, "tensorflow_cpu-2.20.0.dist-info");
    renameSync(metadata, other);
    const { code, stdout } = await course.trainbook(["doctor"]);
    expect(broken(stdout, "TensorFlow wheel")).toEqual([
      `!!  TensorFlow wheel    version 2.20.0, and trainbook is made for ${tensorFlowVersion}`,
      "→ npx trainbook setup",
    ]);
    expect(code).toBe(1);
    renameSync(other, metadata);
  });

  test("names a library that has gone", async () => {
    const library = path.join(course.packages, "tensorflow", "libtensorflow_cc.so.2");
    renameSync(library, `${library}.moved`);
    const { code, stdout } = await course.trainbook(["doctor"]);
    expect(broken(stdout, "TensorFlow wheel")).toEqual([
      expect.stringContaining(`TensorFlow's library was not found in ${path.dirname(library)}`),
      "→ npx trainbook setup",
    ]);
    expect(code).toBe(1);
    renameSync(`${library}.moved`, library);
  });

  test("names a library that does not load, without ending itself", async () => {
    const library = path.join(course.packages, "tensorflow", "libtensorflow_cc.so.2");
    // A file of the right name, as an interrupted copy leaves it.
    unlinkSync(library);
    writeFileSync(library, Buffer.alloc(100_000));
    const { code, stdout } = await course.trainbook(["doctor"]);
    expect(broken(stdout, "TensorFlow library")).toEqual([
      expect.stringMatching(/^!! {2}TensorFlow library {2}.*libtensorflow_cc\.so\.2: \S/),
      "→ npx trainbook setup --repair",
    ]);
    expect(code).toBe(1);
  });
});

test("doctor before set-up names the Python that set-up would use", async () => {
  const course = installPackage(path.join(temporary, "before"));
  mkdirSync(path.dirname(course.environment), { recursive: true });
  const { code, stdout } = await course.trainbook(["doctor"]);
  expect(broken(stdout, "Python ")).toEqual([
    expect.stringMatching(/^!! {2}Python .*no environment at .*; set-up would use Python 3\.\d+\.\d+$/),
    "→ npx trainbook setup",
  ]);
  expect(code).toBe(1);
});
