import { Query, Resolver } from "type-graphql";
import { Allow } from "../../graphql/access.js";
import { JudgeType, LanguageType } from "./judge.type.js";
import type { JudgeStateService } from "./judge-state.service.js";

@Resolver()
export class JudgeResolver {
  constructor(private readonly state: JudgeStateService) {}

  @Allow("public")
  @Query(() => [LanguageType], {
    description: "Languages that submissions can be written in, with the real versions of the workers' toolchains.",
  })
  languages(): Promise<LanguageType[]> {
    return this.state.languages();
  }

  @Allow("public")
  @Query(() => JudgeType, {
    description: "Whether the judge is up: its sandbox level, the workers alive and the queue's depth. Errors: JUDGE_UNAVAILABLE.",
  })
  judge(): Promise<JudgeType> {
    return this.state.judge();
  }
}
