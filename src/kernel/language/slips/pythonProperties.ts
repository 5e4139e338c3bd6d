/** Methods that values have in Python and under other names in TypeScript. */

/** @param given the arguments as they are written, or "" where nothing is called. */
type Cure = (value: string, given: string) => string;

const properties = new Map<string, Cure>([
  ["append", (value, given) => `${value}.push(${given || "item"})`],
  ["extend", (value, given) => `${value}.push(...${given || "items"})`],
  ["items", (value) => `Object.entries(${value})`],
  ["strip", (value) => `${value}.trim()`],
  ["lower", (value) => `${value}.toLowerCase()`],
  ["upper", (value) => `${value}.toUpperCase()`],
  ["startswith", (value, given) => `${value}.startsWith(${given || "…"})`],
  ["endswith", (value, given) => `${value}.endsWith(${given || "…"})`],
  ["format", () => "a template puts values into a text, in backticks: loss $" + "{loss}"],
  ["index", (value, given) => `${value}.indexOf(${given || "item"})`],
  ["copy", (value) => `[...${value}] of an array, ${value}.clone() of a tensor`],
  ["numpy", (value) => `await ${value}.array(), or await ${value}.data() for a flat array`],
  ["astype", (value, given) => `${value}.cast(${given || '"float32"'})`],
  ["ndim", (value) => `${value}.rank`],
]);

/** Cures for members that tf has in Python and not here. */
const ofTf = new Map<string, string>([
  [
    "keras",
    'tf.sequential, tf.layers and tf.model are tf\'s own; losses, metrics, optimizers and callbacks come from "trainbook"',
  ],
  ["constant", "tf.tensor(…)"],
  ["Variable", "tf.variable(…)"],
  ["convert_to_tensor", "tf.tensor(…)"],
  ["function", 'import { tfFunction } from "trainbook"'],
  ["GradientTape", 'import { gradientTape } from "trainbook"'],
  ["random", "tf.randomNormal(shape), tf.randomUniform(shape)"],
  ["nn", "tf.softmax, tf.relu, tf.sigmoid and the rest are tf's own"],
  ["reduce_mean", "tf.mean(…)"],
  ["reduce_sum", "tf.sum(…)"],
  ["reduce_max", "tf.max(…)"],
  ["argmax", "tf.argMax(…)"],
  ["matmul", "tf.matMul(…)"],
  ["one_hot", "tf.oneHot(…)"],
  ["Sequential", "tf.sequential()"],
  ["Model", "tf.model({ inputs, outputs })"],
]);

/** The cure for a property that a value lacks, if it is one of Python's. */
export function pythonProperty(value: string, name: string, given: string): string | undefined {
  return value === "tf" ? ofTf.get(name) : properties.get(name)?.(value, given);
}
