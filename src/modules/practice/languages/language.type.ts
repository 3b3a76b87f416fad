import { Field, Float, Int, ObjectType } from "type-graphql";
import { nameOf } from "../../../graphql/global-ids.js";
import { Node } from "../../../graphql/node.js";

/** Input type for a language: its slug, an alias or its global id. */
export const LanguageName = nameOf("Language");

@ObjectType("Language", {
  implements: Node,
  simpleResolvers: true,
  description: "A programming language available for submissions.",
})
export class LanguageType {
  /** Local id; the global id is derived from it. */
  id!: string;

  @Field(() => String, {
    description: "Short name, such as `python`. Inputs take it as `language`; they also accept `id` and `aliases`.",
  })
  slug!: string;

  @Field(() => [String], { description: "Other names that inputs accept for this language, such as `python3.10` for `python`." })
  aliases!: readonly string[];

  @Field(() => String, { description: "Display name." })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: "Command that compiles or checks the source, abbreviated. Null if the source runs without a compile step.",
  })
  compileCommand!: string | null;

  @Field(() => String, { description: "Command that runs the program, abbreviated." })
  runCommand!: string;

  @Field(() => Int, { description: "CPU time limit of the compiler, in milliseconds. Exceeding it results in COMPILATION_ERROR." })
  compileTimeLimitMs!: number;

  @Field(() => Int, { description: "Memory limit of the compiler, in KiB. Exceeding it results in COMPILATION_ERROR." })
  compileMemoryLimitKb!: number;

  @Field(() => Float, {
    description: "CPU time limits of problems are multiplied by this for the language. `Problem.limits` has the result.",
  })
  timeFactor!: number;

  @Field(() => Int, { description: "Milliseconds added to the CPU time limit for the start of the runtime." })
  timeExtraMs!: number;

  @Field(() => Int, {
    description:
      "Maximum number of concurrent threads and processes of a program, in addition to its first. The runtime's own threads do not count. Starting one more fails.",
  })
  threadLimit!: number;

  @Field(() => Int, {
    description:
      "Memory in KiB that the runtime itself (virtual machine, garbage collector, compiled code) may use beyond the problem's memory limit. The program's own data must fit into the problem's limit.",
  })
  memoryAllowanceKb!: number;

  @Field(() => Int, {
    description:
      "Maximum size in KiB of standard output, and of any file that a program writes. Exceeding it results in OUTPUT_LIMIT_EXCEEDED. Elapsed time is also limited, to 3 × the problem's CPU time limit + 1 second.",
  })
  outputLimitKb!: number;

  @Field(() => String, { description: "Name of the source file. Editors can derive the syntax mode from it." })
  fileName!: string;

  @Field(() => String, { description: "Default code for an editor: reads numbers from standard input and prints their sum." })
  starter!: string;
}
