/**
 * Finds the class to start by reading what the compiler wrote: the source would need a parser, and `main` in a comment
 * or a nested class would fool anything less. Format: The Java Virtual Machine Specification, chapter 4.
 */
import type { BoxFile } from "../sandbox/sandbox.js";

const MAGIC = 0xcafebabe;
const PUBLIC_STATIC = 0x0009;
/** Bytes of a constant by its tag; 1 (text) has its own length, 5 and 6 take two places. */
const CONSTANT_BYTES: Readonly<Record<number, number>> = {
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 2,
  8: 2,
  9: 4,
  10: 4,
  11: 4,
  12: 4,
  15: 3,
  16: 2,
  17: 4,
  18: 4,
  19: 2,
  20: 2,
};

/** Name of a class with `public static void main(String[])`, Main before others, top-level before nested; or null. */
export function mainClass(files: readonly BoxFile[]): string | null {
  const names = files
    .filter((file) => file.path.endsWith(".class") && hasMain(file.content))
    .map((file) => file.path.slice(0, -".class".length).replaceAll("/", "."));
  names.sort(
    (a, b) => Number(b === "Main") - Number(a === "Main") || Number(a.includes("$")) - Number(b.includes("$")) || (a < b ? -1 : 1),
  );
  return names[0] ?? null;
}

function hasMain(content: Buffer): boolean {
  try {
    return readMethods(content).some(
      ({ flags, name, type }) => name === "main" && type === "([Ljava/lang/String;)V" && (flags & PUBLIC_STATIC) === PUBLIC_STATIC,
    );
  } catch (error) {
    // A read past the end: not a class file, whatever its name is.
    if ((error as Error).name === "RangeError") return false;
    throw error;
  }
}

interface Method {
  flags: number;
  name: string | undefined;
  type: string | undefined;
}

function readMethods(bytes: Buffer): Method[] {
  let at = 8;
  const u2 = (): number => bytes.readUInt16BE((at += 2) - 2);
  const u4 = (): number => bytes.readUInt32BE((at += 4) - 4);
  const skip = (count: number): void => void (at += count);
  if (bytes.readUInt32BE(0) !== MAGIC) return [];

  const texts = new Map<number, string>();
  const constants = u2();
  for (let i = 1; i < constants; i++) {
    const tag = bytes.readUInt8(at++);
    if (tag === 1) {
      const length = u2();
      texts.set(i, bytes.toString("latin1", at, at + length));
      at += length;
    } else {
      const size = CONSTANT_BYTES[tag];
      if (size === undefined) return [];
      at += size;
      if (tag === 5 || tag === 6) i++;
    }
  }

  skip(6); // flags, this class, its superclass
  skip(2 * u2()); // interfaces
  readMembers();
  return readMembers();

  function readMembers(): Method[] {
    const members: Method[] = [];
    for (let left = u2(); left > 0; left--) {
      members.push({ flags: u2(), name: texts.get(u2()), type: texts.get(u2()) });
      for (let attributes = u2(); attributes > 0; attributes--) {
        skip(2);
        skip(u4());
      }
    }
    return members;
  }
}
