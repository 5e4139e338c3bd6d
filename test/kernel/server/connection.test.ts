import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConnectionFile } from "../../../src/kernel/server";

const folder = mkdtempSync(path.join(tmpdir(), "trainbook-connection-"));
const file = path.join(folder, "connection.json");
afterAll(() => rmSync(folder, { recursive: true }));

const fields = {
  transport: "tcp",
  ip: "127.0.0.1",
  shell_port: 1,
  control_port: 2,
  stdin_port: 3,
  iopub_port: 4,
  hb_port: 5,
  key: "key",
  signature_scheme: "hmac-sha256",
};

function read(changed: object) {
  writeFileSync(file, JSON.stringify({ ...fields, ...changed }));
  return readConnectionFile(file);
}

test("readConnectionFile reads the address of each channel, the key and the digest", () => {
  const connection = read({});
  expect(connection).toMatchObject({ key: "key", digest: "sha256" });
  expect(connection.addresses).toEqual({
    shell: "tcp://127.0.0.1:1",
    control: "tcp://127.0.0.1:2",
    stdin: "tcp://127.0.0.1:3",
    iopub: "tcp://127.0.0.1:4",
    hb: "tcp://127.0.0.1:5",
  });
});

test("readConnectionFile of transport ipc names files", () => {
  expect(read({ transport: "ipc", ip: "/run/kernel" }).addresses.hb).toBe("ipc:///run/kernel-5");
});

test.each([
  [{ shell_port: "1" }, 'shell_port is "1", not a whole number'],
  [{ transport: "udp" }, 'transport is "udp", neither tcp nor ipc'],
  [{ signature_scheme: "hmac-none" }, 'signature_scheme "hmac-none" is not known'],
  [{ key: 7 }, "key is 7, not a text"],
])("readConnectionFile refuses %j", (changed, problem) => {
  expect(() => read(changed)).toThrow(problem);
});

test("readConnectionFile of a file that is not there names it and the cure", () => {
  expect(() => readConnectionFile("/nowhere/connection.json")).toThrow(
    /\/nowhere\/connection\.json cannot be read .*\n {2}→ let Jupyter start the kernel/,
  );
});
