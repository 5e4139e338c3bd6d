/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "<rootDir>/test/tensorflowEnvironment.js",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/.venv", "<rootDir>/dist", "<rootDir>/my-course", "<rootDir>/out"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "commonjs", ignoreDynamic: true },
      },
    ],
  },
  maxWorkers: 2,
  testTimeout: 60_000,
};
