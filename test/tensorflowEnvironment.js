/**
 * Jest runs each test file in a context with constructors of its own. Arrays that TensorFlow's values come in
 * are made outside of it, so the tests share them with the outside: else `instanceof Float32Array` is false.
 */
const { TestEnvironment } = require("jest-environment-node");

module.exports = class TensorFlowEnvironment extends TestEnvironment {
  /** @param {import("@jest/environment").JestEnvironmentConfig} config @param {import("@jest/environment").EnvironmentContext} context */
  constructor(config, context) {
    super(config, context);
    Object.assign(this.global, { Float32Array, Int32Array, Uint8Array, BigInt64Array, ArrayBuffer });
  }
};
