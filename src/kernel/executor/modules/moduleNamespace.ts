/** A CommonJS module as `import` sees it: its names, and `default`. */

const namespaces = new WeakMap<object, object>();

/** The namespace of what `require` has returned; of an ES module or one compiled from it, that is the thing itself. */
export function moduleNamespace(exports: unknown): unknown {
  if (exports === null || (typeof exports !== "object" && typeof exports !== "function")) {
    return { default: exports };
  }
  if (isNamespace(exports)) return exports;
  if ((exports as { __esModule?: unknown }).__esModule === true) return withDefault(exports);
  let namespace = namespaces.get(exports);
  if (!namespace) {
    namespace = namespaceOf(exports);
    namespaces.set(exports, namespace);
  }
  return namespace;
}

/** Adds the `default` that Node's `import` gives to code compiled from an ES module without one: the whole module. */
function withDefault(exports: object): object {
  if (!("default" in exports) && Object.isExtensible(exports)) {
    Object.defineProperty(exports, "default", { value: exports, configurable: true, writable: true });
  }
  return exports;
}

function isNamespace(exports: object): boolean {
  return Object.prototype.toString.call(exports) === "[object Module]";
}

function namespaceOf(exports: object): object {
  // As Node's own have none: nothing is inherited.
  const namespace = Object.assign(Object.create(null), { default: exports });
  for (const name of Object.keys(exports)) {
    if (name === "default") continue;
    // Read when it is asked for: some modules load their parts only then, or assign them later.
    Object.defineProperty(namespace, name, {
      enumerable: true,
      get: () => (exports as Record<string, unknown>)[name],
    });
  }
  return namespace;
}
