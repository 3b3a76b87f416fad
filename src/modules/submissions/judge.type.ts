import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Owned, Visible } from "../../graphql/access.js";
import type { SandboxLevel } from "../../judge/sandbox/sandbox.js";

export const SandboxLevelEnum = { FULL: "full", NO_CGROUP: "no-cgroup", NONE: "none" } as const satisfies Record<string, SandboxLevel>;

registerEnumType(SandboxLevelEnum, {
  name: "SandboxLevel",
  description: "How much of the sandbox a worker has proven at its start.",
  valuesConfig: {
    FULL: { description: "Every wall and limit was seen to hold, on control groups of either version." },
    NO_CGROUP: { description: "No limit on memory and processes." },
    NONE: { description: "No isolation. Such a worker takes no job." },
  },
});

@ObjectType("Language", { description: "A programming language that submissions can be written in." })
export class LanguageType {
  @Field(() => ID, { description: "What `submitCode` and `runCode` take as `language`, and what is stored." })
  id!: string;

  @Field(() => [String], {
    description:
      "Other names that inputs accept for it, such as `python3.10` for `python`. What is stored and answered is always the `id`.",
  })
  aliases!: readonly string[];

  @Field(() => String, { description: "Name to show." })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: "Version of the toolchain as the workers found it; null while no worker is alive where it works.",
  })
  version!: string | null;

  @Field(() => [String], {
    description:
      "Libraries beside the standard one that programs may use, each with its version, such as `numpy 1.24.2`. Empty while no worker is alive.",
  })
  libraries!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: "The essential words of the command that compiles or checks the source; null when the source is run as it is.",
  })
  compileCommand!: string | null;

  @Field(() => String, { description: "The essential words of the command that runs the program." })
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

@ObjectType("JudgeWorker", { description: "A worker process that is alive." })
export class JudgeWorkerType {
  @Field(() => ID, { description: "Name of the worker." })
  id!: string;

  @Field(() => SandboxLevelEnum, { description: "What its sandbox has proven." })
  level!: SandboxLevel;

  @Field(() => String, { description: "`v1`, `v2` or `none`: the kind of cgroup its limits rest on." })
  cgroup!: string;

  @Field(() => String, { description: "One sentence for the operator." })
  detail!: string;

  @Field(() => Int, { description: "Submissions it judges at once." })
  slots!: number;
}

@Owned("judge")
@ObjectType("Judge", { description: "State of the judge as a whole." })
export class JudgeType {
  @Visible("public")
  @Field(() => SandboxLevelEnum, { description: "The best level among the workers alive; NONE when there is none." })
  level!: SandboxLevel;

  @Visible("public")
  @Field(() => Boolean, {
    description: "Whether a worker takes jobs. While none does, what is submitted is kept, and judged once one does.",
  })
  takesJobs!: boolean;

  @Visible("public")
  @Field(() => String, {
    nullable: true,
    description:
      "Why no worker takes jobs and what an operator has to do, in one sentence; null while one does, and while one that has just started tests its sandbox.",
  })
  problem!: string | null;

  @Visible("public")
  @Field(() => Int, { description: "How many workers are alive." })
  workersAlive!: number;

  @Visible("staff")
  @Field(() => [JudgeWorkerType], { nullable: true, description: "The workers that are alive, for admins; null for others." })
  workers!: JudgeWorkerType[] | null;

  @Visible("public")
  @Field(() => Int, { description: "Judgements that wait for a worker." })
  queueDepth!: number;

  @Visible("public")
  @Field(() => Int, { description: "Judgements that are being judged." })
  running!: number;

  @Visible("public")
  @Field(() => Boolean, {
    description: "Whether admins have paused judging: what is submitted meanwhile is kept, and judged once they resume it.",
  })
  paused!: boolean;
}
