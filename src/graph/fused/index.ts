/** TensorFlow's own operations in the place of what tfjs composes of several. */
import "./bias";
import "./matMul";
import "./relu";
