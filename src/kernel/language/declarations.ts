/**
 * What the cells so far have declared, as the text of a declarations file: the scope in which the next cell is
 * checked. A name that is declared anew hides the old declaration. Where older declarations still mean the old one,
 * it stays under a name of its own, so that it does not change what they mean.
 */
import { type DeclaredName, declaredNames, renameReferences } from "./declaredNames";

interface Entry extends DeclaredName {
  cell: number;
  /** Under its own name; false where a later cell has declared the name anew. */
  visible: boolean;
}

export class Declarations {
  private entries: Entry[] = [];
  private cachedText: string | undefined;

  /** The declarations file. */
  get text(): string {
    this.cachedText ??= `${this.entries.map(({ text }) => text).join("\n")}\nexport {};\n`;
    return this.cachedText;
  }

  /**
   * Adds what a cell declares.
   *
   * @param declarations the cell's own declarations file, as the compiler emits it.
   */
  add(declarations: string, cell: number): void {
    const added = declaredNames(declarations);
    if (added.length === 0) return;
    for (const { name, meaning } of added) this.hide(name, meaning);
    this.entries.push(...added.map((declared) => ({ ...declared, cell, visible: true })));
    this.dropUnused();
    this.cachedText = undefined;
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
