/**
 * The module that tfjs-node-gpu loads in place of its native file: our binding over TensorFlow's library or, where no
 * library exists for the platform, tfjs's own JavaScript backend.
 */
import { explainDisposedTensors } from "./disposedTensors";
import { LibraryNotFoundError } from "./errors";
import { useJavaScriptBackend } from "./javaScriptBackend";
import { checkKernelInputs } from "./kernelInputs";
import { restoreUtilFunctions } from "./nodeUtil";
import { traceRandomOperations } from "./randomOperations";
import { findTensorFlow, platformHasWheel } from "./tensorFlowLibrary";
import { makeTensorsInspectable } from "./tensorInspection";
import { type CellRuns, freeTensorsOfReplacedRuns } from "./unreachableTensors";

restoreUtilFunctions();
makeTensorsInspectable();
explainDisposedTensors();
const cellRuns = (globalThis as { [key: symbol]: CellRuns | undefined })[
  Symbol.for("trainbook.kernel.cellRuns")
];
if (cellRuns) freeTensorsOfReplacedRuns(cellRuns);

export = bindingForThisMachine();

function bindingForThisMachine(): object {
  if (process.env.TRAINBOOK_BACKEND === "cpu") return useJavaScriptBackend("TRAINBOOK_BACKEND=cpu is set");
  try {
    findTensorFlow();
  } catch (error) {
    if (!(error instanceof LibraryNotFoundError) || platformHasWheel()) throw error;
    return useJavaScriptBackend(`there is no TensorFlow library for ${process.platform} on ${process.arch}`);
  }
  // Loaded only now: koffi and C's own library need not exist where TensorFlow's does not.
  const { createNodeBinding } = require("./nodeBinding") as typeof import("./nodeBinding");
  const binding = createNodeBinding();
  traceRandomOperations(binding.currentTracer);
  checkKernelInputs();
  return binding;
}
