/** The source as it is, for a document that could not be rendered. Always safe. */
export function asPlainText(source: string): string {
  return `<pre class="markdown-source">${source.replace(/[&<>]/g, (character) => ENTITIES[character]!)}</pre>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
