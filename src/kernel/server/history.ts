/**
 * The inputs of all sessions, kept on disk: one file of JSON lines a session, so that kernels that run at the same
 * time never write to the same file. A session takes its number, and its file, with its first cell.
 */
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { globPattern } from "./globPattern";
import { log } from "./log";

/** A cell that has run. */
export interface HistoryEntry {
  session: number;
  /** The cell's number in its session. */
  line: number;
  source: string;
  /** Its last value as text, where it had one. */
  output?: string;
}

export interface SearchOptions {
  /** Shell wildcards: `*`, `?` and `[…]`; the whole input must match. */
  pattern: string;
  /** At most so many, the latest. Defaults to all. */
  n?: number;
  /** Equal inputs count once, as the latest of them. Defaults to false. */
  unique?: boolean;
}

/** So many sessions stay on disk. */
const SESSIONS_KEPT = 200;

/** So many characters of one session's inputs stay on disk; later ones are known until the kernel ends. */
const CHARACTERS_KEPT = 4_000_000;

/** So many inputs of the running session are known. */
const ENTRIES_KEPT = 10_000;

type Line = { line: number; source: string } | { line: number; output: string };

export class History {
  private current: HistoryEntry[] = [];
  private session: number | undefined;
  private file: number | undefined;
  private written = 0;

  /** `folder` holds the sessions' files. */
  constructor(private readonly folder: string) {}

  /** Keeps an input that is about to run. */
  add(line: number, source: string): void {
    this.session ??= this.begin();
    this.current.push({ session: this.session, line, source });
    if (this.current.length > ENTRIES_KEPT) this.current = this.current.slice(-ENTRIES_KEPT / 2);
    this.write({ line, source });
  }

  /** Keeps what the last value of a cell looked like. */
  addOutput(line: number, output: string): void {
    const entry = this.current.findLast((entry) => entry.line === line);
    if (!entry) return;
    entry.output = output;
    this.write({ line, output });
  }

  /** The last `n` inputs of all sessions, the oldest first. */
  tail(n: number): HistoryEntry[] {
    const found: HistoryEntry[] = [];
    for (const entry of this.latestFirst()) {
      if (found.length >= n) break;
      found.push(entry);
    }
    return found.reverse();
  }

  /**
   * The inputs of a session from the line `start` to before the line `stop`, by default to its end.
   * Session 0 is this one, -1 the one before.
   */
  range(session: number, start: number, stop: number = Number.POSITIVE_INFINITY): HistoryEntry[] {
    const number = session > 0 ? session : this.sessionBefore(-session);
    const entries = number === this.session ? this.current : this.read(number);
    return entries.filter(({ line }) => line >= start && line < stop);
  }

  /** The inputs that match, the oldest first. */
  search({ pattern, n = Number.POSITIVE_INFINITY, unique = false }: SearchOptions): HistoryEntry[] {
    const matcher = globPattern(pattern);
    const seen = new Set<string>();
    const found: HistoryEntry[] = [];
    for (const entry of this.latestFirst()) {
      if (found.length >= n) break;
      if (!matcher.test(entry.source) || (unique && seen.has(entry.source))) continue;
      seen.add(entry.source);
      found.push(entry);
    }
    return found.reverse();
  }

  private *latestFirst(): Generator<HistoryEntry> {
    yield* this.current.toReversed();
    for (const session of this.sessions().reverse()) {
      if (session !== this.session) yield* this.read(session).reverse();
    }
  }

  private sessionBefore(back: number): number {
    const numbers = this.sessions();
    const own = this.session === undefined ? numbers.length : numbers.indexOf(this.session);
    return back === 0 ? (this.session ?? 0) : (numbers[own - back] ?? 0);
  }

  /** The numbers of the sessions on disk, ascending. */
  private sessions(): number[] {
    try {
      const names = readdirSync(this.folder).map((name) => /^(\d+)\.jsonl$/.exec(name)?.[1]);
      return names
        .filter((name) => name !== undefined)
        .map(Number)
        .sort((a, b) => a - b);
    } catch {
      return [];
    }
  }

  private read(session: number): HistoryEntry[] {
    const entries = new Map<number, HistoryEntry>();
    for (const line of linesOf(this.pathOf(session))) {
      const found = entries.get(line.line);
      if ("source" in line) entries.set(line.line, { session, ...line });
      else if (found) found.output = line.output;
    }
    return [...entries.values()];
  }

  /** Takes the next free number: creating its file fails where another kernel was faster. */
  private begin(): number {
    const numbers = this.sessions();
    for (const old of numbers.slice(0, -SESSIONS_KEPT)) rmSync(this.pathOf(old), { force: true });
    const next = (numbers.at(-1) ?? 0) + 1;
    try {
      mkdirSync(this.folder, { recursive: true });
      for (let session = next; session < next + 100; session++) {
        if (this.open(session)) return session;
      }
    } catch (error) {
      log(`the history is not kept: ${(error as Error).message}`);
    }
    return next;
  }

  private open(session: number): boolean {
    try {
      this.file = openSync(this.pathOf(session), "wx", 0o600);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    }
  }

  private write(line: Line): void {
    if (this.file === undefined) return;
    const text = `${JSON.stringify(line)}\n`;
    this.written += text.length;
    try {
      if (this.written <= CHARACTERS_KEPT) writeSync(this.file, text);
    } catch (error) {
      log(`the history is not kept any more: ${(error as Error).message}`);
      closeSync(this.file);
      this.file = undefined;
    }
  }

  private pathOf(session: number): string {
    return path.join(this.folder, `${session}.jsonl`);
  }
}

/** The lines of a session's file; what a crash or another program left in it is passed over. */
function linesOf(file: string): Line[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  return text.split("\n").flatMap((written) => {
    try {
      const line = JSON.parse(written);
      const isLine = Number.isInteger(line?.line) && typeof (line.source ?? line.output) === "string";
      return isLine ? [line as Line] : [];
    } catch {
      return [];
    }
  });
}
