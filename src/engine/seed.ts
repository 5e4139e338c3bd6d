/** One seed for everything random (as keras.utils.set_random_seed). */
import { SeededRandom } from "./seededRandom";

let seeded: SeededRandom | undefined;

/**
 * Makes what follows repeatable: initial weights, shuffles and dropout come out the same in each run that
 * starts with the same seed.
 *
 * tfjs draws all of these from `Math.random`, or from generators that it seeds from there, so this seeds
 * `Math.random` itself, for your own code too. Not covered: an operation of TensorFlow's own that draws
 * without a seed, and the order in which several processor cores add up.
 *
 * @param seed a whole number.
 * @example
 * setSeed(1);
 */
export function setSeed(seed: number): void {
  const random = new SeededRandom(seed);
  seeded = random;
  Math.random = () => random.next();
}

/** Where the random numbers stand, to go on from; undefined before `setSeed`. */
export function randomState(): number | undefined {
  return seeded?.position;
}

/** Random numbers go on from where they stood. */
export function restoreRandomState(state: number | undefined): void {
  if (state !== undefined) setSeed(state);
}
