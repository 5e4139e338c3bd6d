/** Keras 3's hard_sigmoid, which is not tfjs's: relu6(x + 3) / 6 instead of clip(0.2 x + 0.5, 0, 1). */
import * as tf from "@tensorflow/tfjs-node-gpu";

class KerasHardSigmoid extends tf.serialization.Serializable {
  static readonly className = "kerasHardSigmoid";

  apply(x: tf.Tensor): tf.Tensor {
    return tf.tidy(() => x.add(3).relu6().div(6));
  }

  getConfig(): tf.serialization.ConfigDict {
    return {};
  }
}

tf.serialization.registerClass(KerasHardSigmoid);
