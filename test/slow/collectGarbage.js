/**
 * Loaded before a program (`node --require`): collects garbage each second, in each of its threads. V8 lets garbage
 * lie where there is room for it, and a growing process would tell nothing.
 */
const { setFlagsFromString } = require("node:v8");
const { runInNewContext } = require("node:vm");

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
setInterval(collect, 1_000).unref();
