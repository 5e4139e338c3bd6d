import { installPythonCure, installVenvCure, systemOf } from "../../../src/cli/setup/packageManagers";

const range = { oldest: 10, newest: 13 };

test.each([
  ['ID=debian\nVERSION_ID="12"\n', "apt"],
  ['NAME=Mint\nID=linuxmint\nID_LIKE="ubuntu debian"\n', "apt"],
  ["ID=fedora\n", "dnf"],
  ['ID="rocky"\nID_LIKE="rhel centos fedora"\n', "dnf"],
  ["ID=alpine\n", "apk"],
  ["ID=arch\n", "pacman"],
  ["ID=nixos\n", "unknown"],
])("systemOf(%j) is %s", (osRelease, system) => {
  expect(systemOf(osRelease)).toBe(system);
});

test.each([
  ["apt", true, "sudo apt install python3 python3-venv"],
  ["apt", false, "sudo apt install python3.13 python3.13-venv"],
  ["dnf", false, "sudo dnf install python3.13"],
  ["brew", true, "brew install python@3.13"],
  ["winget", true, "winget install Python.Python.3.13"],
  ["unknown", true, "install Python 3.13 from https://www.python.org/downloads/"],
] as const)("installPythonCure on %s, where the system's own Python fits: %s", (system, ownFits, cure) => {
  expect(installPythonCure(range, { ownFits }, system)).toContain(cure);
});

test("installVenvCure names Debian's package of the very version", () => {
  expect(installVenvCure(11, "apt")).toBe("sudo apt install python3.11-venv");
});
