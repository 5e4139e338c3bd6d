/**
 * Installs lists of pinned packages. pip itself fetches, so that its configuration (proxies, mirrors,
 * certificates) counts here too.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { environmentExecutable } from "../../engine";
import { TrainbookError } from "../../trainbookError";
import type { Report } from "./bootstrap";
import { DiskSpaceError } from "./diskSpace";
import type { RequirementsList } from "./requirements";
import { runProgram } from "./runProgram";

/** pip could not install the packages; the message ends with what pip said. */
export class PipError extends TrainbookError {}

/** Options of {@link installRequirements}. */
export interface InstallOptions {
  /** Reinstalls what pip believes to be there. Defaults to false. */
  repair?: boolean;
  report?: Report;
}

/**
 * Installs exactly the lists: `--no-deps`, because each names every package; `--require-hashes`; only wheels,
 * so that no compiler is needed; not compiled to bytecode, because nearly none of it is ever imported.
 *
 * @throws {PipError} or {DiskSpaceError}, with pip's own last lines.
 */
export async function installRequirements(
  environment: string,
  lists: readonly RequirementsList[],
  { repair = false, report = () => {} }: InstallOptions = {},
): Promise<void> {
  // Beside the environment, and not in the system's temporary folder: that is often small, or memory.
  const temporary = path.join(environment, "downloads.tmp");
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const progress = new PipProgress(temporary, report);
  try {
    const files = lists.flatMap(({ purpose, text }) => {
      const file = path.join(temporary, `${purpose}.txt`);
      writeFileSync(file, text);
      return ["-r", file];
    });
    const options = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--no-compile", "--no-input"];
    if (repair) options.push("--force-reinstall");
    const { code, output } = await runProgram(
      environmentExecutable("python", environment),
      ["-m", "pip", "install", ...options, "--progress-bar=off", "--disable-pip-version-check", ...files],
      // PIP_USER comes from a user's configuration and cannot work in an environment.
      { env: { TMPDIR: temporary, TEMP: temporary, TMP: temporary, PIP_USER: "0" }, onLine: progress.follow },
    );
    if (code !== 0) throw pipFailure(output, code, environment);
  } finally {
    progress.stop();
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Counts the packages that pip names and the bytes that arrive in its temporary folder. */
class PipProgress {
  private packages = 0;
  private bytes = 0;
  private unpacking = false;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly temporary: string,
    private readonly report: Report,
  ) {
    this.timer = setInterval(() => this.tell(), 500);
  }

  readonly follow = (line: string): void => {
    if (line.startsWith("Collecting ")) this.packages += 1;
    if (line.startsWith("Installing collected packages")) this.unpacking = true;
  };

  private tell(): void {
    // pip removes each download once it is unpacked.
    this.bytes = Math.max(this.bytes, bytesUnder(this.temporary));
    this.report(
      `${this.packages} packages, ${Math.round(this.bytes / 1e6)} MB${this.unpacking ? ", unpacking" : ""}`,
    );
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

/** The size of a folder's files, or 0 where pip removed some of them while they were being counted. */
function bytesUnder(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((bytes, entry) => bytes + statSync(path.join(entry.parentPath, entry.name)).size, 0);
  } catch {
    return 0;
  }
}

/** The failure in pip's words, with the way out that fits them. */
function pipFailure(output: string, code: number | null, environment: string): TrainbookError {
  const lines = output.trimEnd().split("\n");
  const errors = lines.filter((line) => /^\s*ERROR|Errno|error:/i.test(line));
  const said = (errors.length > 0 ? errors : lines).slice(-5).join("\n");
  const again = "then run the same command again: it goes on where it stopped";
  if (/No space left on device|Errno 28|disk quota/i.test(output)) {
    return new DiskSpaceError(`The disk filled up while Python packages went to ${environment}:\n${said}`, {
      cure: `free about 2 GB there, ${again}`,
    });
  }
  const isNetwork = /connection|resolution|timed? ?out|proxy|SSL|certificate/i.test(output);
  return new PipError(`pip could not install the Python packages (exit code ${code}):\n${said}`, {
    cure: isNetwork
      ? `check the network (pip reads HTTPS_PROXY, PIP_INDEX_URL, PIP_CERT and its own configuration), ${again}`
      : `mend what pip names, ${again}`,
  });
}
