/**
 * A submission to a function problem: the learner's files, and a driver that starts beside them. So the sandbox, the checkers and the
 * scoring see a program like any other.
 *
 * Threat model: the sandbox never has the expected result. The driver writes the result after a random token of the run that is not passed
 * to the learner's code, so neither printed text nor an early exit counts as a result. Code that finds the token in its own process can
 * write a result itself. That gains nothing: it could as well return the same value.
 */
import { createHash } from "node:crypto";
import * as z from "zod";
import type { EntryFile } from "../compilation.js";
import type { Language } from "../languages/language.js";
import { driverOf } from "./drivers/index.js";
import { type FunctionSignature, functionSignature, type TypedSignature, typed } from "./signature.js";
import { learnersLines, type OwnSource } from "./own-lines.js";

export const functionProblem = z.object({
  signature: functionSignature,
  /** Drivers of the author, by language id. They replace the generated ones. */
  drivers: z.record(z.string(), z.string()),
});
export type FunctionProblem = z.infer<typeof functionProblem>;

export interface FunctionProgram {
  signature: TypedSignature;
  /** The learner's main file, with what its language needs behind it. */
  source: string;
  entry: EntryFile;
}

const UNIQUE_LENGTH = 12;

/** Throws for a language without drivers. */
export function functionProgram(language: Language, { signature: declared, drivers }: FunctionProblem, source: string): FunctionProgram {
  const driver = driverOf(language.id);
  if (!driver) throw new Error(`This program has no drivers for ${language.id}.`);
  const signature = typed(declared);
  // A name that the source contains can't be one that depends on the source.
  const unique = createHash("sha256").update(source).digest("hex").slice(0, UNIQUE_LENGTH);
  const tail = driver.tail?.(signature, source) ?? "";
  const content = drivers[language.id] ?? driver.driver(signature, unique);
  const own: OwnSource = { source, tail, fileName: language.fileName, entry: driver.entry, name: driver.functionName(signature.name) };
  return {
    signature,
    source: tail === "" ? source : `${source}\n${tail}\n`,
    entry: { path: driver.entry, content: Buffer.from(content), tidy: (output) => learnersLines(output, own) },
  };
}

/** Initial text of an editor. Null for a language without drivers. */
export function starterOf(languageId: string, signature: FunctionSignature): string | null {
  return driverOf(languageId)?.starter(typed(signature)) ?? null;
}
