import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { UserType } from "../../../base/users/user.type.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { mayReadProblem } from "../../../../access/policy.js";
import { XP_CAUSES } from "./causes/causes.js";
import { PROBLEM_SOLVED } from "./causes/problem-solved.cause.js";
import { levelOf } from "./levels.js";
import { xpOfUser } from "./xp.loaders.js";
import { XpCauseType, XpEntryConnection, XpEntryType, type XpEntryRow } from "./xp.type.js";

const COLUMNS = `e.id, e.cause_kind as "causeKind", e.subject_id as "subjectId", e.points, e.earned_at as "earnedAt", e.created_at as "createdAt"`;

/** Those of the account, in any order. */
export function xpEntriesById(em: EntityManager, userId: string, ids: readonly string[]): Promise<XpEntryRow[]> {
  return rows(em, `select ${COLUMNS} from xp_entries e where e.user_id = ? and e.id in (?)`, [userId, ids]);
}

@Resolver(() => XpEntryType)
export class XpResolver {
  @Allow("motivation:read")
  @Query(() => XpEntryConnection, { description: "Your ledger of XP, newest line first. Errors: BAD_USER_INPUT." })
  myXpEntries(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<XpEntryRow>> {
    const list = { select: COLUMNS, from: "from xp_entries e", conditions: [{ sql: "e.user_id = ?", params: [signedIn.id] }] };
    return readConnection(em, list, page, newestFirst<XpEntryRow>("e.id"));
  }

  @Allow("public")
  @Query(() => [XpCauseType], { description: "What earns XP, and how much. Each subject, such as a problem, counts once per account." })
  xpCauses(): XpCauseType[] {
    return XP_CAUSES.map(({ kind, description }) => ({ name: kind, description }));
  }

  @FieldResolver(() => String, { description: "Name of the cause, as in `xpCauses`." })
  cause(@Root() { causeKind }: XpEntryRow): string {
    return causeKind;
  }

  @FieldResolver(() => ProblemType, {
    nullable: true,
    description: "The problem, for the cause `problem-solved`. Null for other causes, and if it is gone or you may not read it.",
  })
  async problem(@Ctx() context: RequestContext, @Root() { causeKind, subjectId }: XpEntryRow): Promise<ProblemRow | null> {
    if (causeKind !== PROBLEM_SOLVED) return null;
    const problem = await context.loader(problemById).load(subjectId);
    return problem && mayReadProblem(context.viewer, problem) ? problem : null;
  }
}

/** Lives here because users know nothing of XP. */
@Resolver(() => UserType)
export class UserXpResolver {
  @Visible("progress")
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      "XP of the account: the sum of its ledger. `xpCauses` says what earns XP. Visible to the account itself and admins, and to others if `showProgress` is on; otherwise null.",
  })
  xpPoints(@Ctx() context: RequestContext, @Root() { id }: UserType): Promise<number> {
    return context.loader(xpOfUser).load(id);
  }

  @Visible("progress")
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      "Level of the account, at least 1. Level L begins with 25 · L · (L − 1) XP: 50 for level 2, 150 for level 3, 2,250 for level 10. So `level = floor((1 + sqrt(1 + 4 · xpPoints / 25)) / 2)`. Visible like `xpPoints`.",
  })
  async level(@Ctx() context: RequestContext, @Root() { id }: UserType): Promise<number> {
    return levelOf(await context.loader(xpOfUser).load(id));
  }
}
