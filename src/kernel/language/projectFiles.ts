/** The files of a project as the compiler reads them: those on disk, and those that exist only in the notebook. */
import { fileStamp } from "../fileStamp";
import { ts } from "./compiler";

export class ProjectFiles {
  private readonly snapshots = new Map<string, { version: string; snapshot: ts.IScriptSnapshot }>();
  private readonly virtual = new Map<string, { version: number; text: string }>();
  private versions = 0;

  /** Defines a file that is not on disk, or redefines it. */
  define(file: string, text: string): void {
    this.virtual.set(file, { version: ++this.versions, text });
  }

  isVirtual(file: string): boolean {
    return this.virtual.has(file);
  }

  virtualText(file: string): string | undefined {
    return this.virtual.get(file)?.text;
  }

  exists(file: string): boolean {
    return this.virtual.has(file) || ts.sys.fileExists(file);
  }

  read(file: string, encoding?: string): string | undefined {
    return this.virtual.get(file)?.text ?? ts.sys.readFile(file, encoding);
  }

  /** Changes with the file. Files of packages are taken not to change while the kernel runs. */
  version(file: string): string {
    const virtual = this.virtual.get(file);
    if (virtual) return String(virtual.version);
    return isOwn(file) || file.endsWith(".json") ? fileStamp(file) : "1";
  }

  snapshot(file: string): ts.IScriptSnapshot | undefined {
    const version = this.version(file);
    const known = this.snapshots.get(file);
    if (known?.version === version) return known.snapshot;
    const text = this.read(file);
    if (text === undefined) return undefined;
    const snapshot = ts.ScriptSnapshot.fromString(text);
    this.snapshots.set(file, { version, snapshot });
    return snapshot;
  }
}

/** True for TypeScript that is the learner's own, not a package's. */
export function isOwn(fileName: string): boolean {
  return (
    /\.[mc]?tsx?$/.test(fileName) && !/\.d\.[mc]?ts$/.test(fileName) && !fileName.includes("/node_modules/")
  );
}

/** True for JSON that is the learner's own. */
export function isOwnData(fileName: string): boolean {
  return fileName.endsWith(".json") && !fileName.includes("/node_modules/");
}
