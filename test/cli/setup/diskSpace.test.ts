import { freeBytes, requireDiskSpace } from "../../../src/cli/setup/diskSpace";
import { temporaryFolder } from "../temporaryFolder";

const folder = temporaryFolder();

test("freeBytes answers for a folder that is not there yet", () => {
  expect(freeBytes(`${folder}/not/yet`)).toBeGreaterThan(0);
});

test("requireDiskSpace names the place, what it needs, what is free and what to free", () => {
  expect(() => requireDiskSpace("/course/.venv", 2e9, 0.5e9)).toThrow(
    "Not enough room on the disk: /course/.venv needs 2.0 GB, and 0.5 GB are free.\n  → free 1.5 GB or more there",
  );
});
