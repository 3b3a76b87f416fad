import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import type { AnswerSchema } from "../../../../platform/ai/provider.js";

// Schemas are constants of ours. To check them would occupy a worker for 60 ms at its first answer.
const ajv = new Ajv2020({ allErrors: true, strict: false, validateSchema: false });
const ERRORS_SHOWN = 10;

/** `faults` are for the model: they name places and rules. */
export type Checked = { answer: { text: string } & Record<string, unknown> } | { faults: string };

/** JSON that matches the schema; a Markdown fence around it is accepted. */
export function validateAnswer(raw: string, { schema }: AnswerSchema): Checked {
  let value: unknown;
  try {
    value = JSON.parse(raw.trim().replace(/^```(?:json)?\s*|\s*```$/g, ""));
  } catch {
    return { faults: "It is not JSON." };
  }
  const validate = ajv.compile(schema);
  if (!validate(value)) return { faults: (validate.errors ?? []).slice(0, ERRORS_SHOWN).map(explain).join("; ") };
  const answer = storable(value) as { text: string } & Record<string, unknown>;
  return answer.text.trim() === "" ? { faults: "/text must not be empty" } : { answer };
}

function explain({ instancePath, message }: ErrorObject): string {
  return `${instancePath || "the object"} ${message ?? "is invalid"}`;
}

/** What PostgreSQL can keep as JSON: no NUL, no half of a surrogate pair. */
function storable(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("\0", "").toWellFormed();
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, storable(each)]));
}
