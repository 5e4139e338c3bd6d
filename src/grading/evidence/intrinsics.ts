/**
 * The built-in functions as they were before any cell ran. A cell may put others in their place, and its own code then
 * has those; while the grader's step works, which it does without a pause, the first ones are back.
 */
const { defineProperty, getOwnPropertyDescriptor, ownKeys, deleteProperty, setPrototypeOf } = Reflect;
const { create } = Object;

/** A descriptor that inherits nothing: a cell may have put a `get` or a `value` on all objects. */
function descriptorOf(object: object, key: string | symbol): PropertyDescriptor | undefined {
  const descriptor = getOwnPropertyDescriptor(object, key);
  if (descriptor) setPrototypeOf(descriptor, null);
  return descriptor;
}

/** Everything in this file is read by index: iterators and methods of arrays may be a cell's. */
interface Kept {
  object: object;
  keys: (string | symbol)[];
  descriptors: PropertyDescriptor[];
}

/** Runs work with the built-in functions as they were. */
export type Untouched = <Result>(work: () => Result) => Result;

/** Keeps the properties of these objects. @returns what runs work with all of them as they are now. */
export function keepIntrinsics(objects: readonly object[]): Untouched {
  const kept: Kept[] = objects.map((object) => {
    const keys = ownKeys(object);
    return {
      object,
      keys,
      descriptors: keys.map((key) => descriptorOf(object, key) as PropertyDescriptor),
    };
  });
  return <Result>(work: () => Result): Result => {
    const changed = restored(kept);
    try {
      return work();
    } finally {
      for (let at = changed.count - 1; at >= 0; at--) putBack(changed, at);
    }
  };
}

/** The changes, in lists that grow by index: parallel, since an object of its own would have to be made by a cell's functions. */
interface Changed {
  count: number;
  objects: Record<number, object>;
  keys: Record<number, string | symbol>;
  descriptors: Record<number, PropertyDescriptor | undefined>;
}

function restored(kept: readonly Kept[]): Changed {
  const empty = () => create(null) as Record<number, never>;
  const changed: Changed = { count: 0, objects: empty(), keys: empty(), descriptors: empty() };
  for (let at = 0; at < kept.length; at++) {
    const { object, keys, descriptors } = kept[at] as Kept;
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as string | symbol;
      const own = descriptors[index] as PropertyDescriptor;
      const now = descriptorOf(object, key);
      if (!isSame(own, now)) replace(changed, object, key, own, now);
    }
    const present = ownKeys(object);
    if (present.length === keys.length) continue;
    for (let index = 0; index < present.length; index++) {
      const key = present[index] as string | symbol;
      if (!isIn(keys, key)) replace(changed, object, key, undefined, descriptorOf(object, key));
    }
  }
  return changed;
}

function isSame(a: PropertyDescriptor, b: PropertyDescriptor | undefined): boolean {
  return b !== undefined && a.value === b.value && a.get === b.get && a.set === b.set;
}

function isIn(keys: readonly (string | symbol)[], key: string | symbol): boolean {
  for (let index = 0; index < keys.length; index++) if (keys[index] === key) return true;
  return false;
}

/** Puts a property back; one that cannot be changed stays. */
function replace(
  changed: Changed,
  object: object,
  key: string | symbol,
  own: PropertyDescriptor | undefined,
  now: PropertyDescriptor | undefined,
): void {
  const isDone = own ? defineProperty(object, key, own) : deleteProperty(object, key);
  if (!isDone) return;
  changed.objects[changed.count] = object;
  changed.keys[changed.count] = key;
  changed.descriptors[changed.count] = now;
  changed.count++;
}

function putBack({ objects, keys, descriptors }: Changed, at: number): void {
  const object = objects[at] as object;
  const key = keys[at] as string | symbol;
  const descriptor = descriptors[at];
  if (descriptor) defineProperty(object, key, descriptor);
  else deleteProperty(object, key);
}

/** The objects that JavaScript and Node bring along: constructors, their prototypes, namespaces, and those of iterators. */
export function builtInObjects(): object[] {
  const found = new Set<object>();
  const prototypeOf = Object.getPrototypeOf as (value: unknown) => object;
  const add = (value: unknown) => {
    if (value !== null && (typeof value === "object" || typeof value === "function")) found.add(value);
  };
  for (const name of globalNames) {
    const value = (globalThis as Record<string, unknown>)[name] as { prototype?: unknown } | undefined;
    add(value);
    add(value?.prototype);
  }
  const iterators = [
    [].values(),
    new Map().entries(),
    new Set().values(),
    "".matchAll(/x/g),
    ""[Symbol.iterator](),
  ];
  for (const iterator of iterators) {
    add(prototypeOf(iterator));
    add(prototypeOf(prototypeOf(iterator)));
  }
  add(prototypeOf(Uint8Array));
  add(prototypeOf(Uint8Array.prototype));
  for (const made of [function* () {}, async () => {}, async function* () {}]) {
    add(prototypeOf(made));
    add((prototypeOf(made) as { prototype?: unknown }).prototype);
  }
  return [...found];
}

const globalNames = [
  ...[
    "Object",
    "Function",
    "Array",
    "String",
    "Number",
    "Boolean",
    "Symbol",
    "BigInt",
    "Date",
    "RegExp",
    "Promise",
  ],
  ...["Map", "Set", "WeakMap", "WeakSet", "WeakRef", "Proxy", "Reflect", "JSON", "Math", "Atomics", "Intl"],
  ...["Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "AggregateError"],
  ...[
    "ArrayBuffer",
    "SharedArrayBuffer",
    "DataView",
    "Uint8Array",
    "Int32Array",
    "Float32Array",
    "Float64Array",
  ],
  ...["BigInt64Array", "Uint32Array", "Buffer", "FinalizationRegistry", "process", "console"],
];
