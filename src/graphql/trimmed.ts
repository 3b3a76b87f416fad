/**
 * For a field of an input: spaces around a text are removed before it is checked, as people paste them along. The setter
 * makes the trimmed text an ordinary property of the instance.
 */
export function Trimmed(): PropertyDecorator {
  return (target, key) => {
    Object.defineProperty(target, key, {
      configurable: true,
      set(value: unknown) {
        const trimmed = typeof value === "string" ? value.trim() : value;
        Object.defineProperty(this, key, { value: trimmed, configurable: true, enumerable: true, writable: true });
      },
    });
  };
}
