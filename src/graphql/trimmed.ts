/**
 * Trims an input field before validation, as pasted text often has surrounding spaces. The setter turns the trimmed text into an
 * ordinary property of the instance.
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
