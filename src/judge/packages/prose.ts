/** At most `most` characters of a text, up to the end of a paragraph, line or word, and an ellipsis if something is missing. */
export function cutProse(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = " …";
  const room = text.slice(0, most - end.length);
  const at = ["\n\n", "\n", " "].map((gap) => room.lastIndexOf(gap)).find((found) => found > room.length / 2);
  return `${room.slice(0, at).trimEnd().toWellFormed()}${end}`;
}
