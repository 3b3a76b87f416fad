import type { JsonWebKey } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod";
import { json } from "./schemas.js";

const jwk = z.custom<JsonWebKey>((key) => Object(key) === key);
const set = json(z.object({ keys: z.array(jwk).min(1) }));

/** A JWK set, or the path of a file with one; null if empty. The keys are checked when they are loaded. */
export const jwkSet = z.string().transform((raw, context) => {
  if (raw === "") return null;
  const text = raw.trimStart().startsWith("{") ? raw : read(raw);
  const { data } = set.safeParse(text);
  if (data) return data;
  context.addIssue(
    text === undefined
      ? "must be a JWK set or the path of a readable file with one"
      : 'must be a JWK set with at least one key: {"keys": [...]}',
  );
  return z.NEVER;
});

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
