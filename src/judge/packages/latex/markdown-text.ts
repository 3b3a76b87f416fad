/** Pieces of Markdown. */

/** Text as Markdown that shows the same characters. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<$~|#]/g, "\\$&").replace(/&(?=[#A-Za-z])/g, "\\&");
}

/** What would start a list, a heading or a quote at the beginning of a block. */
export function escapedStart(block: string): string {
  return block.replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2").replace(/^([-+>=])(?=\s|$|[-=>])/, "\\$1");
}

export function codeSpan(text: string): string {
  const value = text.replace(/\s+/g, " ");
  if (value.trim() === "") return "";
  const longest = Math.max(0, ...(value.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const padded = /^`|`$/.test(value) ? ` ${value} ` : value;
  return `${fence}${padded}${fence}`;
}

export function codeBlock(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text.replace(/^\n|\s+$/g, "")}\n${fence}`;
}

/** Marks around text without white space at its ends; tags where marks would not be read as such. */
export function marked(text: string, mark: string, tag: string): string {
  const [, before, inner, after] = /^(\s*)([^]*?)(\s*)$/.exec(text)!;
  if (inner === "") return text;
  const isPlain = /^[\p{L}\p{N}]/u.test(inner!) && /[\p{L}\p{N}]$/u.test(inner!) && !inner!.includes(mark[0]!);
  return isPlain ? `${before}${mark}${inner}${mark}${after}` : `${before}<${tag}>${inner}</${tag}>${after}`;
}

export function inlineMath(tex: string): string {
  const value = tex.replace(/\s+/g, " ").trim();
  if (value === "") return "";
  const longest = Math.max(0, ...(value.match(/\$+/g) ?? []).map(({ length }) => length));
  if (longest === 0) return `$${value}$`;
  const fence = "$".repeat(longest + 1);
  return `${fence} ${value} ${fence}`;
}

export function displayMath(tex: string): string {
  return `$$\n${tex.trim().replace(/\n\s*\n/g, "\n")}\n$$`;
}

/** Addresses that the renderer accepts; the text alone otherwise. */
export function link(text: string, address: string): string {
  const url = address.trim().replace(/\\([%#&_~{}])/g, "$1");
  if (!/^(https?:\/\/|mailto:)[^\s<>\\]+$/.test(url)) return text;
  return `[${text.trim() === "" ? escaped(url) : text}](<${url}>)`;
}

export function image(file: string, description: string): string {
  const name = file.trim().replace(/[^\w./-]/g, "");
  return `![${description.replace(/[\n\[\]]/g, " ")}](${name})`;
}
