import { functionPartner } from "../../../../judge/functions/function-partner.js";
import { functionProgram } from "../../../../judge/functions/function-program.js";
import type { FunctionSignature } from "../../../../judge/functions/signature.js";
import { type IncludedFile, withIncluded } from "../../../../judge/included-files.js";
import { filesOf } from "../../../../judge/compilation.js";
import type { Language } from "../../../../judge/languages/language.js";
import type { JudgeRequest } from "../../../../judge/pipeline.js";

/** What a problem adds to a submission in one language. */
export interface ProblemParts {
  /** Null or absent: the program reads standard input. Absent in jobs of older versions. */
  signature?: FunctionSignature | null;
  drivers?: Readonly<Record<string, string>>;
  includedFiles?: readonly IncludedFile[];
}

export interface SubmittedCode {
  source: string;
  files: readonly { name: string; content: string }[];
}

/** What is compiled and how it runs. `partner` is there for function problems only. */
export function judgedProgram(
  language: Language,
  { signature, drivers = {}, includedFiles = [] }: ProblemParts,
  code: SubmittedCode,
): Pick<JudgeRequest, "source" | "files" | "entry" | "partner"> {
  const files = filesOf({ files: withIncluded(code.files, includedFiles) });
  if (!signature) return { source: code.source, files };
  const program = functionProgram(language, { signature, drivers }, code.source);
  return { source: program.source, files, entry: program.entry, partner: functionPartner(program) };
}
