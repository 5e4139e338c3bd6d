/** Keeps the notices that TensorFlow writes to stderr while it loads, before its log level counts, from the user. */
import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";
import { cLibrary } from "./foreignFunctions";

const duplicate = cLibrary.func("dup", "int", ["int"]);
const close = cLibrary.func("close", "int", ["int"]);
const duplicateTo = cLibrary.func("dup2", "int", ["int", "int"]);
const stderr = 2;

/** The level at which TensorFlow logs nothing but what ends the process. */
export const quietLogLevel = "3";

/**
 * Runs `load` with the process's stderr closed to native code. A user who has set `TF_CPP_MIN_LOG_LEVEL` to a
 * lower level wants to read TensorFlow's log, and gets all of it.
 */
export function quietly<Result>(load: () => Result): Result {
  if ((process.env.TF_CPP_MIN_LOG_LEVEL ?? quietLogLevel) !== quietLogLevel) return load();
  const saved = duplicate(stderr);
  const nowhere = openSync(devNull, "w");
  duplicateTo(nowhere, stderr);
  closeSync(nowhere);
  try {
    return load();
  } finally {
    duplicateTo(saved, stderr);
    close(saved);
  }
}
