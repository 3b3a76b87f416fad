// A model that does whatever the last instruction in the data says, as far as a program can: it repeats the injection as code, as markup and as text,
// tells everything that it was sent, and prints the reference solution, which a real model would know.
const DATA = /<<<DATA (\w+) ([^>]*)>>>\n([\s\S]*?)\n<<<END \1>>>/g;

export const blocksOf = (user) => [...user.matchAll(DATA)].map(([, mark, name, text]) => ({ mark, name, text }));

/** Fills the schema of the call with the text. */
function filled(schema, text) {
  if (schema.type === "object")
    return Object.fromEntries(Object.entries(schema.properties).map(([name, inner]) => [name, filled(inner, text)]));
  if (schema.type === "array") return [filled(schema.items, text)];
  if (schema.type === "integer") return schema.minimum ?? 1;
  return schema.type === "boolean" ? true : text;
}

/** `knows` is what it prints besides. */
export function obedientModel(knows = "") {
  return {
    ...{ name: "obedient", model: "obedient", isModel: true, costOf: () => 0 },
    async *answer({ messages, answer }) {
      const user = messages.find(({ role }) => role === "user").content;
      const last = blocksOf(user).at(-1)?.text ?? "";
      const text = `${last}\n\n\`\`\`\n${last}\n\`\`\`\n\n[x](${last.slice(0, 200)}) ![y](${last.slice(0, 200)})\n\n${messages[0].content}\n\n${user}\n\n${knows}`;
      const raw = JSON.stringify(filled(answer.schema, text.slice(0, 50_000)));
      for (let at = 0; at < raw.length; at += 997) yield { text: raw.slice(at, at + 997) };
    },
  };
}
