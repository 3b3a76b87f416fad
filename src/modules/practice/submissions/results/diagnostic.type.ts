import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { SEVERITIES, type Diagnostic, type Severity } from "../../../../judge/languages/diagnostics.js";
import { findLanguage } from "../../../../judge/languages/index.js";

export const SeverityEnum = enumOf(SEVERITIES);
registerEnumType(SeverityEnum, {
  name: "DiagnosticSeverity",
  description: "How serious a message of a compiler is.",
  valuesConfig: {
    ERROR: { description: "The source does not compile." },
    WARNING: { description: "It compiles, but is probably wrong." },
    NOTE: { description: "Belongs to the message before it." },
  },
});

@ObjectType("Diagnostic", { simpleResolvers: true, description: "A message of the compiler about a place in the source." })
export class DiagnosticType implements Diagnostic {
  @Field(() => Int, { description: "Line of the source, starting at 1." })
  line!: number;

  @Field(() => Int, {
    nullable: true,
    description: "Column, starting at 1. Compilers of C++ and Go count bytes, the others characters. Null if the compiler names none.",
  })
  column!: number | null;

  @Field(() => SeverityEnum, { description: "How serious it is." })
  severity!: Severity;

  @Field(() => String, { description: "The message, without position and source line." })
  message!: string;
}

interface Compiled {
  origin: { language: string };
  compilerOutput: string | null;
}

/** Empty until there is compiler output. */
export function diagnosticsOf({ origin, compilerOutput }: Compiled): Diagnostic[] {
  return (compilerOutput && findLanguage(origin.language)?.diagnose(compilerOutput)) || [];
}
