import { CallbackError, callbacks } from "../../../src/training";

const withPaths = ["ModelCheckpoint", "CSVLogger", "TensorBoard", "BackupAndRestore"] as const;

it.each(withPaths)("%s says that its path comes first, and is no option", (name) => {
  const make = (given: unknown) => () => new callbacks[name](given as never);
  for (const options of [{ filepath: "best.keras" }, 5, ""]) expect(make(options)).toThrow(CallbackError);
  expect(make({})).toThrow(
    new RegExp(
      `callbacks.${name}: the first argument must be a path, found object\\.\n  → new callbacks.${name}\\("`,
    ),
  );
});
