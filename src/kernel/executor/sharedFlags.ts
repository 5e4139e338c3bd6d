/** The few numbers that the main thread and the watchdog share, so that they meet even while the main thread computes. */
export class SharedFlags {
  constructor(readonly numbers: Int32Array = new Int32Array(new SharedArrayBuffer(16))) {}

  /** 1 from an interrupt's arrival until the main thread's event loop has dealt with it. */
  static readonly interrupt = 0;
  /** 1 from the moment the watchdog asks V8 to end the running code until V8 says that it has. */
  static readonly termination = 1;
  /** Grows with each answer to `prompt` and each interrupt: what a waiting `prompt` sleeps on. */
  static readonly wakeUps = 2;
  /** 1 while the main thread is inside a native call that heeds interrupts before it begins. */
  static readonly nativeCall = 3;
}
