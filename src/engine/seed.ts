/** One seed for everything random (as keras.utils.set_random_seed). */
import { SeededRandom } from "./seededRandom";

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
  Math.random = () => random.next();
}
