/** `__check` of converted code. It stands in every loop, and V8 inlines no function of another realm. */
import type { Cell } from "../cell";
import { SharedFlags } from "../sharedFlags";

/** The state that `__check` looks at. */
export interface Checked {
  /** Those of `SharedFlags`. */
  numbers: Int32Array;
  cells: { current: Cell };
  /** An interrupt is pending. */
  heed(): void;
  interrupted(): Error;
}

/** Passes its argument on, or throws where the running code is to stop. */
export type Check = <Value>(value?: Value) => Value | undefined;

export function checkOf(checked: Checked): Check {
  const { interrupt } = SharedFlags;
  return (value) => {
    if (checked.numbers[interrupt] === 1) checked.heed();
    if (checked.cells.current.cancelled) throw checked.interrupted();
    return value;
  };
}
