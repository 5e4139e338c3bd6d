import type { Compilation } from "./compilation";

/** Something made for what a model was compiled with: freed when the model is compiled again, grows or is disposed. */
export class PerCompilation<Value extends { dispose(): void }> {
  private readonly values = new WeakMap<Compilation, Value>();
  /** Those that free their value. */
  private readonly watched = new WeakSet<Compilation>();

  get(compilation: Compilation): Value | undefined {
    return this.values.get(compilation);
  }

  /** Replaces what there is, which the caller frees. */
  set(compilation: Compilation, value: Value): void {
    this.values.set(compilation, value);
    if (this.watched.has(compilation)) return;
    this.watched.add(compilation);
    compilation.whenDropped.push(() => {
      this.watched.delete(compilation);
      this.take(compilation)?.dispose();
    });
  }

  /** Hands over what there is: the caller's to free. */
  take(compilation: Compilation): Value | undefined {
    const value = this.values.get(compilation);
    this.values.delete(compilation);
    return value;
  }
}
