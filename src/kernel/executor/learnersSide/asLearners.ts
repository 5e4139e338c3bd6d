/** The built-ins of the learner's realm, for what the kernel hands to its code. */

const { setPrototypeOf } = Object;
const functions = Function.prototype;

/** A function of the kernel's as one of the learner's realm: `instanceof Function`, with its methods. */
export function asLearners<Made extends (...values: never[]) => unknown>(made: Made): Made {
  return setPrototypeOf(made, functions);
}
