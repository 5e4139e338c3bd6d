/** What Keras has and tfjs has not. */
import "./hardSigmoid";
import "./randomInitializers";

export { ResetAfterGRU } from "./resetAfterGRU";
