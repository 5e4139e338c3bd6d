/** Programs that a cell starts (`node:child_process`) are told to stop when the cell is cancelled, as a terminal's Ctrl-C would. */
import { ChildProcess } from "node:child_process";
import { cells } from "./currentCell";
import { asLearners } from "./learnersSide";

/** Node's method that all ways to start a program in the background go through; it has no declared type. */
interface Spawning {
  spawn(this: ChildProcess, options: { detached?: boolean }): unknown;
}

export function carryPrograms(): void {
  const prototype = ChildProcess.prototype as unknown as Spawning;
  const { spawn } = prototype;
  prototype.spawn = asLearners(function (this: ChildProcess, options: { detached?: boolean }) {
    const { signal } = cells.current;
    const result = Reflect.apply(spawn, this, [options]);
    if (options.detached) return result;
    const stop = () => this.kill("SIGINT");
    signal.addEventListener("abort", stop);
    this.once("exit", () => signal.removeEventListener("abort", stop));
    return result;
  });
}
