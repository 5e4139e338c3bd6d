/** Cures where an import or `require` names a module that is not there: known to both the type check and the run. */
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { nearNames } from "../options";
import { pythonPackageCure } from "./language/slips/pythonModules";

export interface MissingModule {
  /** One sentence that says what is not there, and what may have been meant. */
  message: string;
  cure: string;
}

const TF = "@tensorflow/tfjs-node-gpu";
/** The packages of the course. */
const COURSE = ["trainbook", TF];
/** Other packages of TensorFlow's, and names that learners have for it. */
const OTHER_TENSORFLOW = /^(@?tensorflow(\/.*)?|tfjs(-[\w-]+)?|tf|tensorflowjs|@tensorflow-models\/.*)$/;

/**
 * Says what is not there for a specifier that was not found from `folder` upward. A name that is nearly a known one is
 * never to be installed: a misspelt package may be anybody's.
 */
export function missingModule(specifier: string, folder: string): MissingModule {
  if (/^(\.{1,2}([\\/]|$)|\/|[A-Za-z]:[\\/])/.test(specifier)) return missingFile(specifier, folder);
  if (specifier.startsWith("node:")) return missingBuiltin(specifier);
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  const message = `Cannot find module '${specifier}': it is not installed`;
  if (COURSE.includes(name)) {
    return {
      message: `${message} where the notebook lies (${folder}).`,
      cure: "move the notebook into my-course/, or into a project that has trainbook installed",
    };
  }
  const python = pythonPackageCure(name);
  if (python)
    return { message: `Cannot find module '${specifier}': ${name} is a package of Python.`, cure: python };
  const [ours] = known(name, COURSE);
  if (!ours && OTHER_TENSORFLOW.test(name)) {
    return { message: `${message}. The course uses ${TF}.`, cure: `import * as tf from "${TF}"` };
  }
  const [meant] = ours ? [ours] : known(name, [...builtinNames(), ...dependencies(folder)]);
  if (meant) return { message: `${message}. Did you mean '${meant}'?`, cure: `write "${meant}"` };
  if (!/^(@[\w.~-]+\/)?[\w.~-]+$/.test(name))
    return {
      message: `Cannot find module '${specifier}': packages have no such names.`,
      cure: "check its name",
    };
  return {
    message: `${message}.`,
    cure: `npm install ${name} (in a terminal, in the folder of your project)`,
  };
}

function missingFile(specifier: string, folder: string): MissingModule {
  const message = `Cannot find module '${specifier}': there is no such file, as seen from ${folder}`;
  const at = path.resolve(folder, specifier);
  const [near] = known(withoutExtension(path.basename(at)), filesIn(path.dirname(at)).map(withoutExtension));
  if (!near) {
    return {
      message: `${message}.`,
      cure: "check its name; a relative path starts from the notebook's folder",
    };
  }
  const meant = specifier.slice(0, specifier.length - path.basename(specifier).length) + near;
  return { message: `${message}. Did you mean '${meant}'?`, cure: `write "${meant}"` };
}

function missingBuiltin(specifier: string): MissingModule {
  const [near] = known(specifier.slice(5), builtinNames());
  const message = `Cannot find module '${specifier}': Node has no such module`;
  if (near) return { message: `${message}. Did you mean 'node:${near}'?`, cure: `write "node:${near}"` };
  return { message: `${message}.`, cure: "check its name, or update Node" };
}

/** The known names that were nearly written; of another length they are other names. */
function known(written: string, names: readonly string[]): string[] {
  return nearNames(written, new Set(names)).filter((name) => Math.abs(name.length - written.length) <= 2);
}

const builtinNames = () => builtinModules.filter((name) => !name.startsWith("_"));

/** The dependencies of the nearest projects above the folder. */
function dependencies(folder: string): string[] {
  const names: string[] = [];
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    names.push(...dependenciesIn(path.join(at, "package.json")));
    if (at === path.dirname(at)) return names;
  }
}

function dependenciesIn(file: string): string[] {
  try {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(file, "utf8"));
    return Object.keys({ ...dependencies, ...devDependencies });
  } catch {
    return [];
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => /\.([mc]?[jt]sx?|json)$/.test(file));
  } catch {
    return [];
  }
}

const withoutExtension = (file: string) => file.replace(/(\.d)?\.([mc]?[jt]sx?)$/, "");
