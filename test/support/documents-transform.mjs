// Jest's transform of generated.ts: keeps the documents and drops the types, and makes each document when it is first used. As the
// compiler writes them they are five megabytes of objects, which took each suite half a second.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const THIS = readFileSync(fileURLToPath(import.meta.url));
const DOCUMENT = /^export const (\w+) = \{"kind":"Document","definitions":(\[.*\])\} as unknown as DocumentNode<.*>;$/;

const LATER = `
const later = (make) => ({
  kind: "Document",
  get definitions() {
    const value = make();
    Object.defineProperty(this, "definitions", { value, enumerable: true, writable: true, configurable: true });
    return value;
  },
});
`;

function documentOf(line) {
  const [, name, definitions] = DOCUMENT.exec(line) ?? [];
  if (!name)
    throw new Error(
      `The code generator writes documents in another way than test/support/documents-transform.mjs expects: ${line.slice(0, 200)}`,
    );
  return `export const ${name} = later(() => ${definitions});\n`;
}

export default {
  getCacheKey: (source) => createHash("sha256").update(THIS).update(source).digest("hex"),
  process(source) {
    const documents = source.split("\n").filter((line) => line.startsWith("export const "));
    return { code: LATER + documents.map(documentOf).join("") };
  },
};
