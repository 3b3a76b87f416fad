export interface RecentTexts {
  get(key: string): string | undefined;
  set(key: string, text: string): void;
}

/** The texts that were used last, up to a number of bytes. */
export function createRecentTexts(mostBytes: number): RecentTexts {
  // Least recently used first.
  const texts = new Map<string, string>();
  let bytes = 0;
  // A string has up to two bytes a character.
  const sizeOf = (key: string, text: string) => 2 * (key.length + text.length);

  const remove = (key: string) => {
    const text = texts.get(key);
    if (text === undefined) return undefined;
    texts.delete(key);
    bytes -= sizeOf(key, text);
    return text;
  };
  const set = (key: string, text: string) => {
    remove(key);
    if (sizeOf(key, text) > mostBytes) return;
    texts.set(key, text);
    bytes += sizeOf(key, text);
    while (bytes > mostBytes) remove(texts.keys().next().value!);
  };

  return {
    get(key) {
      const text = remove(key);
      if (text !== undefined) set(key, text);
      return text;
    },
    set,
  };
}
