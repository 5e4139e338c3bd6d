/**
 * tfjs-vis draws in a page and cannot be loaded in Node. Its own code is put into one file, with the modules that touch the page
 * left out: ours, of the same names, stand in for them (src/plotting/vis/tfjsVis).
 */
const path = require("node:path");

/** By the name that tfjs-vis's modules import. */
const ours = {
  "vega-embed": "./vegaEmbed.js",
  render_utils: "./renderUtils.js",
  dom: "./dom.js",
  table: "./table.js",
  "@tensorflow/tfjs-core": "@tensorflow/tfjs-node-gpu",
};

const entry = `
  exports.render = {
    ...require("@tensorflow/tfjs-vis/dist/render/barchart"),
    ...require("@tensorflow/tfjs-vis/dist/render/confusion_matrix"),
    ...require("@tensorflow/tfjs-vis/dist/render/heatmap"),
    ...require("@tensorflow/tfjs-vis/dist/render/histogram"),
    ...require("@tensorflow/tfjs-vis/dist/render/linechart"),
    ...require("@tensorflow/tfjs-vis/dist/render/scatterplot"),
    ...require("./table.js"),
  };
  exports.show = {
    ...require("@tensorflow/tfjs-vis/dist/show/history"),
    ...require("@tensorflow/tfjs-vis/dist/show/model"),
    ...require("@tensorflow/tfjs-vis/dist/show/quality"),
    ...require("@tensorflow/tfjs-vis/dist/show/tensor"),
  };
  const { accuracy, perClassAccuracy, confusionMatrix } = require("@tensorflow/tfjs-vis/dist/util/math");
  exports.metrics = { accuracy, perClassAccuracy, confusionMatrix };
`;

/** @param {string} dist the folder of the build. */
async function bundleTfjsVis(dist) {
  const { build } = require("esbuild");
  await build({
    stdin: { contents: entry, resolveDir: path.resolve(__dirname, "..") },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    legalComments: "inline",
    outfile: path.join(dist, "plotting", "vis", "tfjsVis", "bundle.js"),
    plugins: [
      {
        name: "ours",
        setup: ({ onResolve }) => {
          onResolve({ filter: /.*/ }, (args) => {
            const replaced = Object.entries(ours).find(
              ([name]) => args.path === name || args.path.endsWith(`/${name}`),
            );
            if (replaced) return { path: replaced[1], external: true };
            return args.path.startsWith("./") && args.path.endsWith(".js")
              ? { path: args.path, external: true }
              : undefined;
          });
        },
      },
    ],
  });
}

module.exports = { bundleTfjsVis };
