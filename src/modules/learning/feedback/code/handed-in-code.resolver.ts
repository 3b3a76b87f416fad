import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Args, Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { connectionOf, PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { Verdict } from "../../../practice/submissions/judgements/judgement.type.js";
import { codeSource, listHandedInCode, type HandedInCodeRow } from "./handed-in-code.rows.js";

@ObjectType("HandedInCode", {
  simpleResolvers: true,
  description:
    "A submission to a problem of an assignment, as staff of the class see it: the code, and of the results what the learner sees. `Submission` itself is for the learner and editors of the problem.",
})
export class HandedInCodeType {
  @Derived(({ id }: HandedInCodeRow) => id)
  @Field(() => idOf("Submission"), { description: "ID of the submission, for `addLineComment`." })
  submissionId?: string;

  @Derived(languageOf)
  @Field(() => LanguageType, { description: "Language of the code." })
  language!: string;

  @Field(() => Verdict, { nullable: true, description: "Verdict, as the learner sees it; null until it is judged." })
  verdict!: HandedInCodeRow["verdict"];

  @Field(() => GraphQLDateTime, { description: "When it was sent." })
  createdAt!: Date;
}

const HandedInCodeConnection = connectionOf("HandedInCode", () => HandedInCodeType);

@Resolver(() => HandedInCodeType)
export class HandedInCodeResolver {
  @Allow("feedback:read")
  @Query(() => HandedInCodeConnection, {
    description:
      "Submissions of present learners to problems of an assignment since it opened, newest first. For staff of the class. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  handedInCode(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("assignmentId", () => idOf("ClassAssignment"), { description: "The assignment." }) assignmentId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("userId", () => idOf("User"), { nullable: true, description: "Only of this learner." }) userId?: string | null,
    @Arg("problemId", () => idOf("Problem"), { nullable: true, description: "Only to this problem." }) problemId?: string | null,
  ): Promise<Connection<HandedInCodeRow>> {
    return listHandedInCode(em, signedIn, { assignmentId, userId, problemId }, page);
  }

  @FieldResolver(() => UserType, { description: "The learner." })
  async user(@Ctx() context: RequestContext, @Root() { userId }: HandedInCodeRow): Promise<UserType> {
    return (await context.loader(userById).load(userId))!;
  }

  @FieldResolver(() => ProblemType, { nullable: true, description: "The problem." })
  problem(@Ctx() context: RequestContext, @Root() { problemId }: HandedInCodeRow): Promise<unknown> {
    return context.loader(problemById).load(problemId);
  }

  @FieldResolver(() => String, { nullable: true, description: "Source code. Null once the account that sent it is deleted." })
  source(@Ctx() context: RequestContext, @Root() { id }: HandedInCodeRow): Promise<string | null> {
    return context.loader(codeSource).load(id);
  }
}
