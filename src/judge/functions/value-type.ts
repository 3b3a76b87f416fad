/** Types of the values that a function problem passes and gets back. Written as text: `int`, `list<string>`, `matrix<double>`, `tree<int>`. */

export const SCALARS = ["int", "long", "double", "bool", "string"] as const;
export type Scalar = (typeof SCALARS)[number];

const CONTAINERS = ["list", "matrix", "linked_list", "tree"] as const;
type Container = (typeof CONTAINERS)[number];

export interface ScalarType {
  kind: Scalar;
}

export type ValueType =
  | ScalarType
  | { kind: "list"; of: ValueType }
  /** A list of rows of the same length. */
  | { kind: "matrix"; of: ScalarType }
  | { kind: "linked_list"; of: ScalarType }
  /** A binary tree. */
  | { kind: "tree"; of: ScalarType };

/** Containers within containers. */
export const NESTING_MAX = 4;
export const TYPE_TEXT_MAX = 60;

/** Null for text that is no type: unknown, nested too deeply, or a matrix, linked list or tree of something else than scalars. */
export function parseType(text: string): ValueType | null {
  return text.length > TYPE_TEXT_MAX ? null : typeOf(text.replaceAll(" ", ""), 0);
}

function typeOf(text: string, depth: number): ValueType | null {
  if (SCALARS.some((scalar) => scalar === text)) return { kind: text as Scalar };
  const [, container, inner] = /^([a-z_]+)<(.+)>$/.exec(text) ?? [];
  if (!inner || depth === NESTING_MAX || !CONTAINERS.some((one) => one === container)) return null;
  const of = typeOf(inner, depth + 1);
  if (!of) return null;
  if (container === "list") return { kind: "list", of };
  return isScalar(of) ? { kind: container as Exclude<Container, "list">, of } : null;
}

/** The text that parseType reads. */
export function textOf(type: ValueType): string {
  return isScalar(type) ? type.kind : `${type.kind}<${textOf(type.of)}>`;
}

export function isScalar(type: ValueType): type is ScalarType {
  return !("of" in type);
}

/** The type and all types in it, innermost first, each once. */
export function typesWithin(types: readonly ValueType[]): ValueType[] {
  const found = new Map<string, ValueType>();
  const visit = (type: ValueType): void => {
    if (!isScalar(type)) visit(type.of);
    if (type.kind === "matrix") visit({ kind: "list", of: type.of });
    found.set(textOf(type), type);
  };
  types.forEach(visit);
  return [...found.values()];
}
