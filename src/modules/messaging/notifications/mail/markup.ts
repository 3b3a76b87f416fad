/** HTML that can be inserted without escaping. */
export class Html {
  constructor(readonly source: string) {}
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/**
 * Template tag that escapes its values, except Html and lists of Html. Not named `html`, because Prettier would reformat
 * such templates and change the mails.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly (string | number | Html | readonly Html[])[]): Html {
  return new Html(parts.map((part, index) => part + (index < values.length ? sourceOf(values[index]!) : "")).join(""));
}

function sourceOf(value: string | number | Html | readonly Html[]): string {
  if (value instanceof Html) return value.source;
  if (typeof value === "object") return value.map(({ source }) => source).join("\n");
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
