/** TensorFlow's own operations in the place of what tfjs composes of several. */
import "./batchNormalization";
import "./bias";
import "./gather";
import "./matMul";
import "./relu";

export { sparseSoftmaxCrossentropy } from "./crossentropy";
