/**
 * tfjs's random initializers take a 0 for a value that is missing, and use their default: a file's
 * `RandomUniform(minval=0, maxval=1)` would become one from -0.05. These keep what the file says.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";

type Config = Readonly<Record<string, unknown>>;
type InitializerClass = tf.serialization.SerializableConstructor<tf.serialization.Serializable>;

const ofTfjs = {
  RandomUniform: tf.initializers.randomUniform({}),
  RandomNormal: tf.initializers.randomNormal({}),
  TruncatedNormal: tf.initializers.truncatedNormal({}),
};

for (const [className, initializer] of Object.entries(ofTfjs)) {
  class Exact extends (initializer.constructor as new (config: Config) => object) {
    static readonly className = className;

    constructor(config: Config) {
      super(config);
      for (const [option, value] of Object.entries(config))
        if (value === 0) Object.assign(this, { [option]: 0 });
    }
  }
  tf.serialization.registerClass(Exact as unknown as InitializerClass);
}
