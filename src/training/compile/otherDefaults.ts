/** Names of optimizers that mean other defaults in tfjs (tfjs-layers 4.22.0, optimizers.ts) than in Keras. */

/** Learning rates, by Keras's name of the optimizer. */
const rates: Readonly<Record<string, { keras: number; tfjs: number; sameInTfjs: string }>> = {
  adagrad: { keras: 0.001, tfjs: 0.01, sameInTfjs: "tf.train.adagrad(0.01)" },
  adadelta: { keras: 0.001, tfjs: 1, sameInTfjs: "tf.train.adadelta(1, 0.95, 1e-7)" },
  adamax: { keras: 0.001, tfjs: 0.002, sameInTfjs: "tf.train.adamax(0.002, 0.9, 0.999, 1e-7)" },
};

const said = new Set<string>();

/** Once for each: a program that was written for tfjs trains with another learning rate. */
export function sayOtherDefaults(optimizer: string): void {
  const name = optimizer.toLowerCase();
  const found = rates[name];
  if (!found || said.has(name)) return;
  said.add(name);
  console.info(
    `compile: "${optimizer}" is Keras's optimizer, with a learning rate of ${found.keras}; tfjs's has ${found.tfjs}.\n` +
      `  → for tfjs's, optimizer: ${found.sameInTfjs}`,
  );
}
