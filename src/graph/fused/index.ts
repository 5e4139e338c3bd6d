/** TensorFlow's own operations, instead of several that tfjs composes. */
import "./batchNormalization";
import "./bias";
import "./gather";
import "./matMul";
import "./relu";

export { sparseSoftmaxCrossentropy } from "./crossentropy";
