/** Losses, metrics, optimizers and schedules as Keras writes objects: a class by its name, and its options. */
import { kerasName, type OptionTable, optionsFromKeras } from "../../options";
import { floatInPython, type Json, type JsonObject, ModelFileError } from "../../saving";

/** Classes by Keras's names, each with a table of its options. */
export type KerasClasses = Readonly<Record<string, unknown>>;

interface KerasClass {
  readonly options: OptionTable;
  new (options: never): object;
}

/**
 * Options of Keras's classes that ours lack, with the values under which ours do the same; undefined where any value
 * does.
 */
const lacking: Readonly<Record<string, Readonly<Record<string, Json | undefined>>>> = {
  // The number of labels is known from the data.
  AUC: { num_labels: undefined },
  MeanIoU: { ignore_class: null, axis: -1 },
  R2Score: { num_regressors: 0 },
  SparseTopKCategoricalAccuracy: { from_sorted_ids: false },
};

/** Of all classes. A dtype says in what to compute, not what. */
const lackingAnywhere: Readonly<Record<string, Json | undefined>> = { dtype: undefined };

/** @throws {ModelFileError} for an object of a class that is not among them: nobody else would know it. */
export function kerasObjectOf(
  value: { getConfig(): object },
  { module, classes }: { module: string; classes: KerasClasses },
): JsonObject {
  const found = Object.entries(classes).find(([, known]) => known === value.constructor);
  if (!found) throw new ModelFileError(`${value.constructor.name}, a custom class, cannot be saved.`);
  const [className, { options: table }] = found as [string, KerasClass];
  const config = { ...value.getConfig() } as JsonObject;
  for (const [name, { isFloat }] of Object.entries(table)) {
    const given = config[kerasName(name, table)];
    if (isFloat && typeof given === "number") config[kerasName(name, table)] = floatInPython(given);
  }
  return { module, class_name: className, config, registered_name: null };
}

/** An object of Keras as one of `classes`. */
interface Reading {
  /** The kind of object, for errors, such as `metric`. */
  kind: string;
  classes: KerasClasses;
  /** Options that all of the classes lack, as in `lacking`. Defaults to none. */
  neutral?: Readonly<Record<string, Json | undefined>>;
  /** Changes options before the object is made. Defaults to none. */
  prepare?: (options: Record<string, unknown>) => Record<string, unknown>;
}

/** Keras writes some lists of numbers as tensors, such as AUC's label_weights. */
function withoutTensors(options: Record<string, unknown>): Record<string, unknown> {
  const plain = (value: unknown) => {
    const { class_name, config } = Object(value) as { class_name?: string; config?: { value?: unknown } };
    return class_name === "__tensor__" || class_name === "__numpy__" ? config?.value : value;
  };
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, plain(value)]));
}

/** @throws {ModelFileError} for a class that we have not, and for an option that ours lacks unless it changes nothing. */
export function fromKerasObject(
  className: string,
  config: JsonObject,
  { kind, classes, neutral = {}, prepare = (options) => options }: Reading,
): object {
  const made = Object.hasOwn(classes, className) ? (classes[className] as KerasClass) : undefined;
  if (!made) throw new ModelFileError(`there is no ${kind} ${JSON.stringify(className)}.`);
  const { options, rest } = optionsFromKeras(config, made.options);
  const harmless = { ...lackingAnywhere, ...neutral, ...lacking[className] };
  for (const [name, value] of Object.entries(rest)) {
    const isKnown = Object.hasOwn(harmless, name);
    const expected = harmless[name];
    if (isKnown && (expected === undefined || value === null || value === expected)) continue;
    throw new ModelFileError(
      `the ${kind} ${className} has ${name} ${JSON.stringify(value)}, which ours lacks.`,
    );
  }
  return new made(prepare(withoutTensors(options)) as never);
}
