/** A loss or a metric by its name, as Keras writes it: `"binaryCrossentropy"` and `"MSE"` are other spellings. */
export const inSnakeCase = (name: string) =>
  /^[A-Z]+$/.test(name)
    ? name.toLowerCase()
    : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/^_/, "");
