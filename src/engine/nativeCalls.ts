/** How our kernel interrupts tfjs: between two operations, so that tfjs's own `finally` blocks put it in order. */
interface NativeCalls {
  /** Throws where the running code is to stop. From then on it is not cut off, until `leave`. */
  enter(): void;
  leave(): void;
}

/** Undefined outside of the kernel. */
export const nativeCalls = (globalThis as { [key: symbol]: NativeCalls | undefined })[
  Symbol.for("trainbook.kernel.nativeCalls")
];
