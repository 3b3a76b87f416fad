import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../../../graphql/context.js";
import type { QuizLocks } from "./quiz-locks.js";
import type { QuizRow } from "./quiz.rows.js";
import { QuizType } from "./quiz.type.js";

@Resolver(() => QuizType)
export class QuizLockResolver {
  constructor(private readonly locks: QuizLocks) {}

  @FieldResolver(() => Boolean, {
    description:
      "Whether you may not attempt it yet: its owner or a co-author uses it in lessons of premium tracks only, and all of them are `locked` for you. If so, `startQuizAttempt` is ENTITLEMENT_REQUIRED. Never for its editors, and not while a class of yours has it as an assignment.",
  })
  locked(@Ctx() context: RequestContext, @Root() quiz: QuizRow): Promise<boolean> {
    return context.loader(this.locks.ofQuiz).load(quiz);
  }
}
