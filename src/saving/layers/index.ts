/** What Keras has and tfjs has not. */
import "./hardSigmoid";

export { ResetAfterGRU } from "./resetAfterGRU";
