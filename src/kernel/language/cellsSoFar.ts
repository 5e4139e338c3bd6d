/** The cells of this session so far: how many have run, and which names some of them did not come to declare. */

export class CellsSoFar {
  /** The cells that were let run since the kernel started. */
  ran = 0;
  private readonly missed = new Map<string, number>();
  private readonly declared = new Map<string, number>();

  /** A cell may run, and declares these names. */
  runs(cell: number, names: readonly string[]): void {
    this.ran++;
    for (const name of names) {
      this.missed.delete(name);
      this.declared.set(name, cell);
    }
  }

  /** A cell has not come to declare these names: it was rejected, or ended before. */
  fails(cell: number, names: readonly string[]): void {
    for (const name of names) this.missed.set(name, cell);
  }

  /** The number of the cell that would have declared a name. */
  cellThatMissed(name: string): number | undefined {
    return this.missed.get(name);
  }

  /** The number of the cell that declared a name last. */
  cellThatDeclared(name: string): number | undefined {
    return this.declared.get(name);
  }
}
