/** Gradients where tfjs has wrong ones or none, one kind a file. Importing it registers them. */
import "./nonDifferentiable";
import "./savedOutputs";
import "./outputLists";
import "./broadcast";
import "./mirrorPad";
import "./secondOrder";
import "./resize";
import "./missing";
import "./einsum";
import "./dilatedConvolutions";
import "./cumulative";

export { type TapeEngine, tapeEngine } from "./tapeEngine";
