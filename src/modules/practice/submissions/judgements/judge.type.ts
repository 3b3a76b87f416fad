import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Owned, Visible } from "../../../../graphql/access.js";
import { Node } from "../../../../graphql/node.js";
import type { SandboxLevel } from "../../../../judge/sandbox/sandbox.js";

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

@ObjectType("JudgeWorker", { implements: Node, description: "A worker process that is alive. For admins." })
export class JudgeWorkerType {
  /** Local id; the global id is derived from it. */
  id!: string;

  @Field(() => String, { description: "Its name: `WORKER_ID`, or host and process id." })
  name!: string;

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
