/**
 * Kernels of tfjs's that tfjs-node-gpu 4.22.0 (src/kernels/) lacks, or has for fewer inputs than tfjs's other backends:
 * TensorFlow's own operations where there is one, else tfjs's operations.
 */
import "./bitwiseAnd";
import "./cropAndResize";
import "./denseBincount";
import "./explicitConvolutions";
import "./explicitPools";
import "./maxPoolWithArgmax";
import "./multinomial";
import "./negativePadding";
import "./ragged";
import "./rotateWithOffset";
import "./searchSorted";
import "./sparse";
import "./sparseToDense";
import "./text";
import "./transform";
// The last, because it converts the inputs of those above, too.
import "./dtypes";
