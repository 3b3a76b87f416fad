import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { encodeCursor, parsePage, type Connection, type Key } from "../../../graphql/pagination.js";
import { fedByStream, StreamOf } from "../../../graphql/streams.js";
import { badInput } from "../../../kernel/errors.js";
import { parseGlobalId } from "../../../kernel/global-id.js";
import { isId } from "../../../kernel/ids.js";
import type { PubSub } from "../../../platform/redis/pub-sub.js";
import { userById } from "../../base/users/user.loaders.js";
import { UserType } from "../../base/users/user.type.js";
import { boardOf, type Board } from "./boards/board.js";
import { NO_SCOPE_ID } from "./boards/scope.js";
import { SCOPES } from "./boards/scopes.js";
import { watchBoard } from "./leaderboard.stream.js";
import {
  LeaderboardArgs,
  LeaderboardAroundArgs,
  LeaderboardAroundType,
  LeaderboardChangeType,
  LeaderboardEntryConnection,
  LeaderboardEntryType,
  LeaderboardPageArgs,
  LeaderboardSettingsType,
  UpdateLeaderboardSettingsInput,
  UpdateLeaderboardSettingsPayload,
  type BoardArgs,
} from "./leaderboard.type.js";
import type { LeaderboardsService } from "./leaderboards.service.js";
import type { Member, Ranked } from "./store/board-store.js";

const ORDER = "leaderboard";

@Resolver(() => LeaderboardEntryType)
export class LeaderboardResolver {
  constructor(
    private readonly leaderboards: LeaderboardsService,
    private readonly pubSub: PubSub,
  ) {}

  @Allow("public")
  @Query(() => LeaderboardEntryConnection, {
    description:
      "Accounts by XP, the most first. Errors: BAD_USER_INPUT, NOT_FOUND for an object of the scope that does not exist, SERVICE_UNAVAILABLE.",
  })
  async leaderboard(
    @Ctx() context: RequestContext,
    @Args(() => LeaderboardPageArgs) args: LeaderboardPageArgs,
  ): Promise<Connection<Ranked>> {
    const page = parsePage(args, ORDER);
    const asked = {
      count: page.size + 1,
      direction: page.direction,
      after: placeOf("after", page.after),
      before: placeOf("before", page.before),
    };
    const { size, members, isListed } = await this.leaderboards.page(context.em, await boardFor(context, args), asked);
    const forward = page.direction === "forward";
    const hasMore = members.length > page.size;
    const span = !hasMore ? members : forward ? members.slice(0, page.size) : members.slice(-page.size);
    const cursorOf = ({ points, id }: Member) => encodeCursor(ORDER, [points, id]);
    // The page ends where the board's members end, so that accounts that are not listed any more don't end the list.
    const [first, last] = [span.at(0), span.at(-1)];
    const shown = span.filter(isListed);
    return {
      edges: shown.map((node) => ({ cursor: cursorOf(node), node })),
      nodes: () => shown,
      pageInfo: {
        hasNextPage: forward ? hasMore : page.before !== null,
        hasPreviousPage: forward ? page.after !== null : hasMore,
        startCursor: first ? cursorOf(first) : null,
        endCursor: last ? cursorOf(last) : null,
      },
      totalCount: async () => size,
    };
  }

  @Allow("leaderboard:read")
  @Query(() => LeaderboardAroundType, {
    description:
      "Your place on a leaderboard, with the entries around it. Errors: BAD_USER_INPUT, NOT_FOUND for an object of the scope that does not exist, SERVICE_UNAVAILABLE.",
  })
  async leaderboardAroundViewer(
    @Ctx() context: RequestContext,
    @Args(() => LeaderboardAroundArgs) { radius, ...args }: LeaderboardAroundArgs,
  ): Promise<LeaderboardAroundType> {
    const board = await boardFor(context, args);
    const { size, members, own } = await this.leaderboards.around(context.em, board, context.signedIn.id, radius);
    return { own, entries: members, memberCount: size };
  }

  @Allow("leaderboard:read")
  @Query(() => LeaderboardSettingsType, { description: "Your settings of leaderboards." })
  async leaderboardSettings(@Ctx() { em, signedIn }: RequestContext): Promise<LeaderboardSettingsType> {
    return { hidden: await this.leaderboards.isHidden(em, signedIn) };
  }

  @Allow("leaderboard:edit")
  @Mutation(() => UpdateLeaderboardSettingsPayload, {
    description: "Takes you off all leaderboards, or puts you back. Takes effect at once. Errors: BAD_USER_INPUT.",
  })
  async updateLeaderboardSettings(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateLeaderboardSettingsInput, { description: "The settings." }) { hidden }: UpdateLeaderboardSettingsInput,
  ): Promise<UpdateLeaderboardSettingsPayload> {
    await this.leaderboards.hide(signedIn, hidden);
    return { settings: { hidden } };
  }

  @Allow("public")
  @Subscription(() => LeaderboardChangeType, {
    ...fedByStream,
    description:
      "An event whenever the leaderboard has changed, at most one a second; read the leaderboard again. Never completes. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  // The arguments are for the schema; the stream gets them.
  leaderboardChanged(@Args(() => LeaderboardArgs) _args: LeaderboardArgs): void {
    return undefined;
  }

  @StreamOf("leaderboardChanged")
  async watch(args: Readonly<Record<string, unknown>>, context: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return watchBoard(this.pubSub, await boardFor(context, args as unknown as BoardArgs));
  }

  @FieldResolver(() => UserType, { description: "The account." })
  user(@Ctx() context: RequestContext, @Root() { id }: Ranked): Promise<object | null> {
    return context.loader(userById).load(id);
  }
}

/** BAD_USER_INPUT for an id that does not fit the scope. */
async function boardFor(context: RequestContext, { scope: name, scopeId, period }: BoardArgs): Promise<Board> {
  const scope = SCOPES.find((each) => each.name === name)!;
  if (scope.type === null) {
    if (scopeId != null) throw badInput("scopeId", `${name} has no \`scopeId\`.`);
    return boardOf(scope, NO_SCOPE_ID, period);
  }
  if (scopeId == null) throw badInput("scopeId", `${name} needs a \`scopeId\`.`, "REQUIRED");
  const parsed = parseGlobalId(scopeId);
  const key = parsed?.type === scope.type ? parsed.key : scopeId;
  if (!isId(key)) throw badInput("scopeId", `\`scopeId\` is not an ID of type ${scope.type}.`, "INVALID_FORMAT");
  await scope.check(context, key.toLowerCase());
  return boardOf(scope, key.toLowerCase(), period);
}

function placeOf(field: string, key: Key | null): Member | null {
  if (key === null) return null;
  const [points, id] = key;
  if (!isId(id) || !/^\d{1,9}$/.test(String(points))) throw badInput(field, "This cursor does not belong to this list.", "INVALID_FORMAT");
  return { points: Number(points), id };
}
