/** An element of a question: attributes, own text, and children by name, each a list. */
export interface Element {
  attributes: Readonly<Record<string, string>>;
  /** With its white space. */
  text: string;
  names: readonly string[];
  children(name: string): Element[];
  child(name: string): Element | undefined;
  /** The trimmed text of a child, or "". */
  value(name: string): string;
}

type Raw = Record<string, unknown>;

/** From what fast-xml-parser gives with `@` before attributes and every element as a list. */
export function elementOf(raw: unknown): Element {
  const own = (typeof raw === "object" && raw !== null ? raw : {}) as Raw;
  const attributes = Object.fromEntries(
    Object.entries(own).flatMap(([name, value]) => (name.startsWith("@") && typeof value === "string" ? [[name.slice(1), value]] : [])),
  );
  const children = (name: string) => (Object.hasOwn(own, name) && Array.isArray(own[name]) ? own[name].map(elementOf) : []);
  const written = typeof raw === "string" ? raw : own["#text"];
  return {
    attributes,
    text: typeof written === "string" ? written : Array.isArray(written) ? written.join("") : "",
    names: Object.keys(own).filter((name) => !name.startsWith("@") && name !== "#text"),
    children,
    child: (name) => children(name)[0],
    value: (name) => children(name)[0]?.text.trim() ?? "",
  };
}
