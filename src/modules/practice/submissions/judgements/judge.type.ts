import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Owned, Visible } from "../../../../graphql/access.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { Node } from "../../../../graphql/node.js";
import { ENGINE_FEATURES, type EngineFeature, type EngineName } from "../../../../judge/engines/features.js";
import type { SandboxLevel } from "../../../../judge/sandbox/sandbox.js";

export const SandboxLevelEnum = { FULL: "full", REMOTE: "remote", NO_CGROUP: "no-cgroup", NONE: "none" } as const satisfies Record<
  string,
  SandboxLevel
>;

registerEnumType(SandboxLevelEnum, {
  name: "SandboxLevel",
  description: "Level of isolation that a worker verified at startup.",
  valuesConfig: {
    FULL: { description: "All isolation and limits verified, on cgroup v1 or v2." },
    REMOTE: { description: "Programs run on another service (Judge0). Its isolation is not verified by this installation." },
    NO_CGROUP: { description: "No memory and process limits." },
    NONE: { description: "No isolation. Such a worker takes no jobs." },
  },
});

export const JudgeEngineEnum = { SANDBOX: "sandbox", DOCKER: "docker", JUDGE0: "judge0" } as const satisfies Record<string, EngineName>;

registerEnumType(JudgeEngineEnum, {
  name: "JudgeEngine",
  description: "What runs programs.",
  valuesConfig: {
    SANDBOX: { description: "The sandbox of the worker's machine." },
    DOCKER: { description: "Containers of a Docker engine." },
    JUDGE0: { description: "A Judge0 service, over HTTP." },
  },
});

export const EngineFeatureEnum = enumOf(Object.keys(ENGINE_FEATURES) as EngineFeature[]);

registerEnumType(EngineFeatureEnum, {
  name: "EngineFeature",
  description: "What not every execution engine can do.",
  valuesConfig: Object.fromEntries(Object.entries(ENGINE_FEATURES).map(([name, description]) => [name, { description }])),
});

@ObjectType("JudgeWorker", { implements: Node, description: "A live worker process. For admins." })
export class JudgeWorkerType {
  /** Local id; the global id is derived from it. */
  id!: string;

  @Field(() => String, { description: "Name: `WORKER_ID`, or host and process ID." })
  name!: string;

  @Field(() => JudgeEngineEnum, { description: "What runs programs for this worker." })
  engine!: EngineName;

  @Field(() => SandboxLevelEnum, { description: "Sandbox level that the worker verified." })
  level!: SandboxLevel;

  @Field(() => String, { description: "Kind of cgroup that enforces the limits: `v1`, `v2` or `none`." })
  cgroup!: string;

  @Field(() => String, { description: "One-sentence explanation for the operator." })
  detail!: string;

  @Field(() => Int, { description: "Maximum number of submissions judged concurrently." })
  slots!: number;
}

@Owned("judge")
@ObjectType("Judge", { description: "Overall state of the judge." })
export class JudgeType {
  @Visible("public")
  @Field(() => JudgeEngineEnum, { description: "What runs programs here (`EXECUTION_ENGINE`)." })
  engine!: EngineName;

  @Visible("public")
  @Field(() => [EngineFeatureEnum], {
    description:
      "What this engine can't do. Mutations that need one of these answer UNSUPPORTED_BY_ENGINE: publishing such a problem, submitting to it, saving such a program.",
  })
  unsupported!: readonly EngineFeature[];

  @Visible("public")
  @Field(() => SandboxLevelEnum, { description: "Best level among live workers; NONE if there is none." })
  level!: SandboxLevel;

  @Visible("public")
  @Field(() => Boolean, {
    description: "Whether any worker takes jobs. If not, submissions are queued and judged once a worker does.",
  })
  takesJobs!: boolean;

  @Visible("public")
  @Field(() => String, {
    nullable: true,
    description:
      "Why no worker takes jobs and what an operator has to do, in one sentence. Null while a worker takes jobs, and while a newly started worker tests its sandbox.",
  })
  problem!: string | null;

  @Visible("public")
  @Field(() => Int, { description: "Number of live workers." })
  workersAlive!: number;

  @Visible("staff")
  @Field(() => [JudgeWorkerType], { nullable: true, description: "Live workers. Visible to admins; null for others." })
  workers!: JudgeWorkerType[] | null;

  @Visible("public")
  @Field(() => Int, { description: "Number of judgements waiting for a worker." })
  queueDepth!: number;

  @Visible("public")
  @Field(() => Int, { description: "Number of judgements in progress." })
  running!: number;

  @Visible("public")
  @Field(() => Boolean, {
    description: "Whether admins have paused judging. Submissions are queued and judged once they resume it.",
  })
  paused!: boolean;
}
