import { Arg, Ctx, Field, FieldResolver, InputType, Int, Mutation, ObjectType, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import { countsById } from "../../../../graphql/connections-by-parent.js";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { rows } from "../../../../platform/database/database.js";
import type { LessonRow } from "../../../learning/content/lessons/lesson.rows.js";
import { LessonType } from "../../../learning/content/lessons/lesson.type.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { threadSql } from "../threads/thread.rows.js";
import { seesSolutions, type GiveUp } from "./surrenders.js";

/** Threads that the viewer may open, by problem or lesson. */
const threadCount =
  (column: "problem_id" | "lesson_id"): LoaderFactory<string, number> =>
  ({ em, viewer }) =>
    countsById((ids) => {
      const { from, fromParams, conditions } = threadSql(viewer);
      const [visible] = conditions;
      return rows(
        em,
        `select th.${column} as id, count(*)::int as count ${from} where th.${column} in (?) and ${visible!.sql} group by th.${column}`,
        [...fromParams, ids, ...visible!.params],
      );
    });
const threadsAtProblem = threadCount("problem_id");
const threadsAtLesson = threadCount("lesson_id");

@InputType({ description: "The problem to give up." })
export class GiveUpProblemInput {
  @Field(() => idOf("Problem"), { description: "The problem." })
  problemId!: string;
}

@ObjectType({ description: "Result of giveUpProblem." })
export class GiveUpProblemPayload {
  @Field(() => ProblemType, { description: "The problem, with `seesSolutions` true." })
  problem!: ProblemRow;
}

@Resolver(() => ProblemType)
export class ProblemForumResolver {
  constructor(private readonly giveUp: GiveUp) {}

  @Allow("forum:write")
  @Mutation(() => GiveUpProblemPayload, {
    description:
      "Gives a problem up: you see its published solutions and editorials from now on. It cannot be taken back; you may still solve the problem. Repeating the call changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND, ENTITLEMENT_REQUIRED, CONFLICT for a problem that conceals its verdicts, or that an open assignment of a class of yours asks for.",
  })
  async giveUpProblem(
    @Ctx() context: RequestContext,
    @Arg("input", () => GiveUpProblemInput, { description: "The problem." }) { problemId }: GiveUpProblemInput,
  ): Promise<GiveUpProblemPayload> {
    const problem = await this.giveUp(context.signedIn, problemId);
    context.loader(seesSolutions).clear(problemId).prime(problemId, true);
    return { problem };
  }

  @Visible("public")
  @FieldResolver(() => Boolean, {
    description:
      "Whether you see its published solutions and editorials: you have solved it, given it up (`giveUpProblem`) or may edit it. They are in `forumThreads`.",
  })
  seesSolutions(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<boolean> {
    return context.loader(seesSolutions).load(id);
  }

  @Visible("public")
  @FieldResolver(() => Int, { description: "Number of threads at it that you may see. `forumThreads` lists them." })
  forumThreadCount(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<number> {
    return context.loader(threadsAtProblem).load(id);
  }
}

@Resolver(() => LessonType)
export class LessonForumResolver {
  @Visible("public")
  @FieldResolver(() => Int, { description: "Number of threads at it that you may see. `forumThreads` lists them." })
  forumThreadCount(@Ctx() context: RequestContext, @Root() { id }: LessonRow): Promise<number> {
    return context.loader(threadsAtLesson).load(id);
  }
}
