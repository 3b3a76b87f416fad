import { functionPartner } from "../../../../judge/functions/function-partner.js";
import { functionProgram } from "../../../../judge/functions/function-program.js";
import type { FunctionSignature } from "../../../../judge/functions/signature.js";
import { filesOf } from "../../../../judge/compilation.js";
import type { Language } from "../../../../judge/languages/language.js";
import type { JudgeRequest } from "../../../../judge/pipeline.js";

export interface FunctionOfProblem {
  /** Null or absent: the program reads standard input. Absent in jobs of older versions. */
  signature?: FunctionSignature | null;
  drivers?: Readonly<Record<string, string>>;
}

export interface SubmittedCode {
  source: string;
  files: readonly { name: string; content: string }[];
}

/** What is compiled and how it runs. `partner` is there for function problems only. */
export function judgedProgram(
  language: Language,
  { signature, drivers = {} }: FunctionOfProblem,
  code: SubmittedCode,
): Pick<JudgeRequest, "source" | "files" | "entry" | "partner"> {
  const files = filesOf(code);
  if (!signature) return { source: code.source, files };
  const program = functionProgram(language, { signature, drivers }, code.source);
  return { source: program.source, files, entry: program.entry, partner: functionPartner(program) };
}
