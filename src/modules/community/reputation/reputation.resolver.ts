import DataLoader from "dataloader";
import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { SignedIn } from "../../../access/viewer.js";
import { Allow, Visible } from "../../../graphql/access.js";
import type { LoaderFactory, RequestContext } from "../../../graphql/context.js";
import { newestFirst, readConnection } from "../../../graphql/keyset-list.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import { UserType } from "../../base/users/user.type.js";
import { ReputationEntryConnection, ReputationEntryType, type ReputationEntryRow } from "./reputation.type.js";

const COLUMNS = `e.id, e.reason, e.points, e.created_at as "createdAt"`;
const NEWEST_FIRST = newestFirst<ReputationEntryRow>("e.id");

export function reputationEntriesById(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<ReputationEntryRow[]> {
  return rows(em, `select ${COLUMNS} from reputation_entries e where e.user_id = ? and e.id in (?)`, [viewer.id, ids]);
}

const reputationByUser: LoaderFactory<string, number> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; points: number }>(
      em,
      "select user_id as id, points from reputation_totals where user_id in (?)",
      [ids],
    );
    const byId = new Map(found.map(({ id, points }) => [id, points]));
    return ids.map((id) => byId.get(id) ?? 0);
  });

@Resolver(() => ReputationEntryType)
export class ReputationResolver {
  @Allow("reputation:read")
  @Query(() => ReputationEntryConnection, {
    description: "The ledger of your reputation, newest first: the points add up to `reputation` of your account. Errors: BAD_USER_INPUT.",
  })
  myReputationEntries(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<ReputationEntryRow>> {
    const conditions = [{ sql: "e.user_id = ?", params: [signedIn.id] }];
    return readConnection(em, { select: COLUMNS, from: "from reputation_entries e", conditions }, page, NEWEST_FIRST);
  }
}

@Resolver(() => UserType)
export class UserReputationResolver {
  @Visible("public")
  @FieldResolver(() => Int, {
    description: "Points that the account got in the forum for votes and accepted answers. 0 for a new account; may be negative.",
  })
  reputation(@Ctx() context: RequestContext, @Root() { id }: UserType): Promise<number> {
    return context.loader(reputationByUser).load(id);
  }
}
