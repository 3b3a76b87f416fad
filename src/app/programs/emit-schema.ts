import { readFile, writeFile } from "node:fs/promises";
import { lexicographicSortSchema, printSchema } from "graphql";
import { buildSchema } from "../graphql/schema.js";
import { inRoot } from "../../config/paths.js";

const SCHEMA_FILE = inRoot("schema/schema.graphql");

/** The schema as text, sorted so that a diff shows only changes. Needs no server, only the modules' declarations. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(buildSchema()))}\n`;
}

/** Writes schema/schema.graphql, or with `check` exits with 1 if the committed file is outdated. */
export async function emitSchema({ check }: { check: boolean }): Promise<void> {
  const text = printedSchema();
  if (!check) return writeFile(SCHEMA_FILE, text);
  if ((await readFile(SCHEMA_FILE, "utf8")) === text) return;
  console.error("schema/schema.graphql is outdated. Run: npm run schema");
  process.exit(1);
}
