/**
 * Declarations of the cells so far, as the texts of two declarations files, one in the scope of the other: the scope
 * in which the next cell is checked. Names that have stayed for long lie in the outer file, which seldom changes, so
 * that a cell costs what is new, however much has been declared.
 * A name that is redeclared hides the old declaration. Where older declarations still mean the old one,
 * it stays under a name of its own, so that it does not change what they mean.
 */
import { type DeclaredName, declaredNames, renameReferences } from "./declaredNames";

interface Entry extends DeclaredName {
  cell: number;
  /** Under its own name; false where a later cell has redeclared the name. */
  visible: boolean;
  /** In the outer file. */
  settled: boolean;
  /** Counts what was added together, which settles together: it may refer to each other. */
  addition: number;
}

/** So many entries make the older half of them settle. */
const RECENT = 40;

export class Declarations {
  private entries: Entry[] = [];
  private additions = 0;
  /** The latest addition, and the entries before it. */
  private last: { declarations: string; cell: number; before: Entry[] } | undefined;
  private cachedTexts: readonly string[] | undefined;

  /** The declarations files, the outer one first. */
  get texts(): readonly string[] {
    // Without an export of its own, a declarations file would export everything.
    const textOf = (entries: Entry[]) => `${entries.map(({ text }) => text).join("\n")}\nexport {};\n`;
    this.cachedTexts ??= [
      textOf(this.entries.filter(({ settled }) => settled)),
      textOf(this.entries.filter(({ settled }) => !settled)),
    ];
    return this.cachedTexts;
  }

  /**
   * Adds what a cell declares.
   *
   * @param declarations the cell's own declarations file, as the compiler emits it.
   */
  add(declarations: string, cell: number): void {
    const before = this.entries.map((entry) => ({ ...entry, references: new Set(entry.references) }));
    this.last = { declarations, cell, before };
    this.include(declaredNames(declarations), cell);
  }

  /** Takes back values of the cell that was added last: it has failed before it came to them. Types stay. */
  takeBack(cell: number, names: readonly string[]): void {
    if (this.last?.cell !== cell) return;
    const { declarations, before } = this.last;
    this.last = undefined;
    this.entries = before;
    this.cachedTexts = undefined;
    const reached = declaredNames(declarations).filter(
      ({ name, meaning }) => meaning === "type" || !names.includes(name),
    );
    this.include(reached, cell);
  }

  private include(added: DeclaredName[], cell: number): void {
    if (added.length === 0) return;
    for (const { name, meaning } of added) this.hide(name, meaning);
    const addition = ++this.additions;
    for (const declared of added) {
      this.entries.push({ ...declared, cell, visible: true, settled: false, addition });
    }
    this.dropUnused();
    this.settle();
    this.cachedTexts = undefined;
  }

  private settle(): void {
    const recent = this.entries.filter(({ settled }) => !settled);
    if (recent.length < RECENT) return;
    const limit = recent[RECENT / 2]?.addition ?? 0;
    for (const entry of recent) entry.settled = entry.addition < limit;
  }

  private hide(name: string, meaning: DeclaredName["meaning"]): void {
    const hidden = this.entries.filter((entry) => entry.visible && entry.name === name);
    for (const old of hidden) {
      const meet = meaning === "both" || old.meaning === "both" || meaning === old.meaning;
      if (!meet) continue;
      const name = this.unusedName(`${old.name}_cell${old.cell}`);
      for (const entry of this.entries) {
        if (entry !== old && !entry.references.has(old.name)) continue;
        entry.text = renameReferences(entry.text, old.name, name, entry === old);
        if (entry.references.delete(old.name)) entry.references.add(name);
      }
      old.name = name;
      old.visible = false;
    }
  }

  private unusedName(wanted: string): string {
    let name = wanted;
    for (let n = 2; this.entries.some((entry) => entry.name === name); n++) name = `${wanted}_${n}`;
    return name;
  }

  /** Hidden declarations stay only while something visible leads to them. */
  private dropUnused(): void {
    if (this.entries.every(({ visible }) => visible)) return;
    const used = new Set<string>();
    const use = (entry: Entry) => {
      for (const name of entry.references) {
        if (used.has(name)) continue;
        used.add(name);
        for (const referenced of this.entries) if (referenced.name === name) use(referenced);
      }
    };
    for (const entry of this.entries) if (entry.visible) use(entry);
    this.entries = this.entries.filter(({ visible, name }) => visible || used.has(name));
  }
}
