/** HTML that is safe to put into HTML as it is. */
export class Html {
  constructor(readonly source: string) {}
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/**
 * A template whose values are escaped; only Html, and lists of it, go in as they are. It is not named html, as Prettier
 * lays out templates of that name, and what is sent would change with it.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly (string | number | Html | readonly Html[])[]): Html {
  return new Html(parts.map((part, index) => part + (index < values.length ? sourceOf(values[index]!) : "")).join(""));
}

function sourceOf(value: string | number | Html | readonly Html[]): string {
  if (value instanceof Html) return value.source;
  if (typeof value === "object") return value.map(({ source }) => source).join("\n");
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
