import { Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import { JudgeType } from "./judge.type.js";
import type { JudgeStateService } from "./judge-state.service.js";

@Resolver()
export class JudgeResolver {
  constructor(private readonly state: JudgeStateService) {}

  @Allow("public")
  @Query(() => JudgeType, {
    description: "Whether the judge is up: its sandbox level, the workers alive and the queue's depth. Errors: JUDGE_UNAVAILABLE.",
  })
  judge(): Promise<JudgeType> {
    return this.state.judge();
  }
}
