/** Layers, activations and initializers that Keras has and tfjs lacks. */
import "./hardSigmoid";
import "./randomInitializers";

export { ResetAfterGRU } from "./resetAfterGRU";
