/** A kernel's process, started as Jupyter starts it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import { packageRoot } from "../../../src/engine";
import { serverEnvironment } from "../../../src/kernel/serverEnvironment";
import { freePorts } from "./freePorts";

export interface KernelProcessOptions {
  /** The key of signatures. Defaults to one. */
  key?: string;
  transport?: "tcp" | "ipc";
  /** The folder in which it starts. Defaults to the checkout, from which every package is found. */
  cwd?: string;
  env?: Record<string, string>;
  /** The program that runs it. Defaults to this Node. */
  node?: string;
}

export const launcher = path.join(packageRoot, "dist", "kernel", "launch.js");

export class KernelProcess {
  /** How it ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** The text of its standard error. */
  stderr = "";

  private constructor(
    readonly child: ChildProcess,
    readonly key: string,
    readonly addresses: Record<string, string>,
    /** Holds its connection file and its cache. */
    readonly folder: string,
  ) {
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
    child.stdout?.resume();
    this.ended = new Promise((resolve) => {
      child.once("close", (code, signal) => resolve({ code, signal }));
    });
  }

  static async start(options: KernelProcessOptions = {}): Promise<KernelProcess> {
    const { key = "a key", transport = "tcp" } = options;
    const folder = mkdtempSync(path.join(tmpdir(), "trainbook-client-"));
    const names = ["shell", "control", "stdin", "iopub", "hb"];
    const ports = transport === "tcp" ? await freePorts(names.length) : names.map((_, index) => index + 1);
    const ip = transport === "tcp" ? "127.0.0.1" : path.join(folder, "socket");
    const connection = {
      transport,
      ip,
      key,
      signature_scheme: "hmac-sha256",
      ...Object.fromEntries(names.map((name, index) => [`${name}_port`, ports[index]])),
    };
    writeFileSync(connectionFileIn(folder), JSON.stringify(connection));
    const separator = transport === "tcp" ? ":" : "-";
    const addresses = names.map((name, index) => [name, `${transport}://${ip}${separator}${ports[index]}`]);
    return new KernelProcess(launch(folder, options), key, Object.fromEntries(addresses), folder);
  }

  /** A kernel on the sockets of one that has ended, as a front end restarts it. */
  static async restart({ key, addresses, folder }: KernelProcess): Promise<KernelProcess> {
    return new KernelProcess(launch(folder, {}), key, addresses, folder);
  }

  /** Resolves when it has written a text to its standard error. */
  async says(text: string): Promise<void> {
    while (!this.stderr.includes(text)) await once(this.child.stderr as Readable, "data");
  }

  /** Removes what it has left behind. */
  forget(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const connectionFileIn = (folder: string) => path.join(folder, "connection.json");

function launch(folder: string, { cwd = packageRoot, env, node = process.execPath }: KernelProcessOptions) {
  return spawn(node, [launcher, connectionFileIn(folder)], {
    cwd,
    env: {
      ...process.env,
      ...serverEnvironment,
      TRAINBOOK_CACHE: path.join(folder, "cache"),
      TRAINBOOK_KERNEL_LOG: "1",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
