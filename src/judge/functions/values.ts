/** Values as JSON text, read along their type. Integers are never parsed to numbers, so that all 64 bits stay. Linear time; the depth is that of the type. */
import { type ScalarType, textOf, type ValueType } from "./value-type.js";

/** Why a text is no value of a type. */
export class ValueFault extends Error {
  override name = "ValueFault";

  constructor(
    message: string,
    /** Where, as in `[2][0]`; empty for the whole value. */
    readonly place: string,
  ) {
    super(message);
  }
}

/** Compact JSON of one line, without superfluous zeros and escapes. Throws a ValueFault, also if something follows the value. */
export function canonicalValue(type: ValueType, text: string): string {
  const reader = new Reader(text);
  const value = reader.value(type, "");
  reader.end();
  return value;
}

export class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  /** The next value, as compact JSON. */
  value(type: ValueType, place: string): string {
    if (type.kind === "list") return this.list((index) => this.value(type.of, `${place}[${index}]`), place, type);
    if (type.kind === "linked_list") return this.list((index) => this.scalar(type.of, `${place}[${index}]`), place, type);
    if (type.kind === "matrix") return this.matrix(type, place);
    if (type.kind === "tree") return this.tree(type, place);
    return this.scalar(type, place);
  }

  /** Skips the character if it is the next one. */
  take(character: string): boolean {
    this.space();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  /** A string as it is written, with its quotes. Null if none follows. */
  stringToken(): string | null {
    this.space();
    if (this.text[this.at] !== '"') return null;
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === "\\" ? 2 : 1;
    const token = this.text.slice(this.at, end + 1);
    try {
      JSON.parse(token);
    } catch {
      return null;
    }
    this.at = end + 1;
    return token;
  }

  isAtEnd(): boolean {
    this.space();
    return this.at === this.text.length;
  }

  end(): void {
    if (!this.isAtEnd()) throw new ValueFault(`something follows the value: ${this.next()}`, "");
  }

  next(): string {
    this.space();
    const rest = this.text.slice(this.at, this.at + 20);
    return rest === "" ? "the end" : `\`${rest}\``;
  }

  private list(element: (index: number) => string, place: string, type: ValueType): string {
    return `[${this.elements(element, place, type).join()}]`;
  }

  private elements(element: (index: number) => string, place: string, type: ValueType): string[] {
    if (!this.take("[")) this.fail(type, place);
    const found: string[] = [];
    if (this.take("]")) return found;
    do found.push(element(found.length));
    while (this.take(","));
    if (!this.take("]")) throw new ValueFault(`\`,\` or \`]\` was expected, not ${this.next()}`, `${place}[${found.length}]`);
    return found;
  }

  private matrix(type: ValueType & { kind: "matrix" }, place: string): string {
    let columns: number | null = null;
    const row: ValueType = { kind: "list", of: type.of };
    const readRow = (index: number): string => {
      const inRow = `${place}[${index}]`;
      const read = this.elements((column) => this.scalar(type.of, `${inRow}[${column}]`), inRow, row);
      columns ??= read.length;
      if (columns !== read.length) throw new ValueFault("the rows of a matrix have the same length", inRow);
      return `[${read.join()}]`;
    };
    return this.list(readRow, place, type);
  }

  /** Level by level, `null` for a child that is missing. Children of what is missing are left out, and so is what is missing at the end. */
  private tree(type: ValueType & { kind: "tree" }, place: string): string {
    /** Places that the nodes so far have for others. */
    let room = 1;
    const readNode = (index: number): string => {
      const inTree = `${place}[${index}]`;
      if (room === 0) throw new ValueFault("the node has no parent", inTree);
      room--;
      this.space();
      if (this.match(/null\b/y)) return "null";
      room += 2;
      return this.scalar(type.of, inTree);
    };
    const nodes = this.elements(readNode, place, type);
    while (nodes.at(-1) === "null") nodes.pop();
    return `[${nodes.join()}]`;
  }

  private scalar(type: ScalarType, place: string): string {
    this.space();
    const text = this.read(type.kind);
    return text ?? this.fail(type, place);
  }

  private read(kind: ScalarType["kind"]): string | null {
    if (kind === "bool") return this.match(/(?:true|false)\b/y);
    if (kind === "string") {
      const token = this.stringToken();
      return token === null ? null : JSON.stringify(JSON.parse(token));
    }
    const special = kind === "double" ? this.match(/"(?:NaN|Infinity|-Infinity)"/y) : null;
    if (special) return special;
    const short = kind === "double" ? null : this.shortInteger();
    if (short !== null) return short;
    const start = this.at;
    const token = this.match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y);
    if (token === null) return null;
    const number = kind === "double" ? doubleText(Number(token)) : integerText(token, kind);
    if (number === null) this.at = start;
    return number;
  }

  /** The usual integer at once: up to nine digits fit into 32 bits. Null for any other text. */
  private shortInteger(): string | null {
    const negative = this.text.charCodeAt(this.at) === MINUS ? 1 : 0;
    const first = this.at + negative;
    let end = first;
    while (isDigit(this.text.charCodeAt(end))) end++;
    const digits = end - first;
    const isAlone = !/[\w.]/.test(this.text[end] ?? "");
    const isOdd = this.text.charCodeAt(first) === ZERO && end - this.at > 1;
    if (digits === 0 || digits > 9 || !isAlone || isOdd) return null;
    const token = this.text.slice(this.at, end);
    this.at = end;
    return token;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  private space(): void {
    while (isSpace(this.text.charCodeAt(this.at))) this.at++;
  }

  private fail(type: ValueType, place: string): never {
    throw new ValueFault(`${textOf(type)} was expected, not ${this.next()}`, place);
  }
}

const MINUS = 0x2d;
const ZERO = 0x30;
const isDigit = (code: number): boolean => code >= ZERO && code <= 0x39;
const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;

const BITS = { int: 32, long: 64 };

function integerText(token: string, kind: "int" | "long"): string | null {
  if (!/^-?\d{1,20}$/.test(token)) return null;
  const value = BigInt(token);
  return BigInt.asIntN(BITS[kind], value) === value ? String(value) : null;
}

/** Always with a point or an exponent, so that it can be told from an integer. Null for a number beyond those of a double. */
export function doubleText(value: number): string | null {
  if (!Number.isFinite(value)) return null;
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
