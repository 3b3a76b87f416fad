import { Field, Int, ObjectType } from "type-graphql";
import { nameOf } from "../../../graphql/global-ids.js";
import { Node } from "../../../graphql/node.js";

/** Input type for a language: its slug, an alias or its global id. */
export const LanguageName = nameOf("Language");

@ObjectType("Language", {
  implements: Node,
  simpleResolvers: true,
  description: "A programming language that submissions can be written in.",
})
export class LanguageType {
  /** Local id; the global id is derived from it. */
  id!: string;

  @Field(() => String, {
    description: "Its short name, such as `python`: what inputs take as `language`. They take `id` and `aliases` too.",
  })
  slug!: string;

  @Field(() => [String], { description: "Other names that inputs accept for it, such as `python3.10` for `python`." })
  aliases!: readonly string[];

  @Field(() => String, { description: "Name to show." })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: "The command that compiles or checks the source, shortened; null when the source is run as it is.",
  })
  compileCommand!: string | null;

  @Field(() => String, { description: "The command that runs the program, shortened." })
  runCommand!: string;

  @Field(() => Int, { description: "CPU time that the compiler may take, in milliseconds. What takes longer is a COMPILATION_ERROR." })
  compileTimeLimitMs!: number;

  @Field(() => Int, { description: "Memory that the compiler may take, in KiB. What needs more is a COMPILATION_ERROR." })
  compileMemoryLimitKb!: number;

  @Field(() => Int, {
    description:
      "Threads and processes that a program may have alive beside its first. The runtime's own threads do not count. Starting another one fails.",
  })
  threadLimit!: number;

  @Field(() => Int, {
    description:
      "Memory in KiB that the runtime itself may take beyond the problem's memory limit: virtual machine, collector, compiled code. What the program holds must fit into the problem's limit.",
  })
  memoryAllowanceKb!: number;

  @Field(() => Int, {
    description:
      "Largest standard output in KiB, and the largest file that a program may write. More is OUTPUT_LIMIT_EXCEEDED. Elapsed time is limited too: to 3 × the problem's CPU time limit + 1 second.",
  })
  outputLimitKb!: number;

  @Field(() => String, { description: "Name of the source file, for editors that choose their mode by it." })
  fileName!: string;

  @Field(() => String, { description: "What an editor may show first: reads numbers from standard input and prints their sum." })
  starter!: string;
}
