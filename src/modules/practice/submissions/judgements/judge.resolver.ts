import { Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import { JudgeType } from "./judge.type.js";
import type { JudgeStateService } from "./judge-state.service.js";

@Resolver()
export class JudgeResolver {
  constructor(private readonly state: JudgeStateService) {}

  @Allow("public")
  @Query(() => JudgeType, {
    description: "Status of the judge: sandbox level, live workers and queue depth. Errors: JUDGE_UNAVAILABLE.",
  })
  judge(): Promise<JudgeType> {
    return this.state.judge();
  }
}
