import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root, Subscription } from "type-graphql";
import { decide } from "../../../../access/policy.js";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { toEdge } from "../../../../graphql/edges.js";
import { Node } from "../../../../graphql/node.js";
import { PageArgs, type Connection, type Edge } from "../../../../graphql/pagination.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { messageLanguageOf } from "../../../../messages/messages.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { readClass, type ClassRow } from "../../../learning/classes/class.rows.js";
import { ClassType } from "../../../learning/classes/class.type.js";
import { NEWEST_FIRST } from "../entries/activity.rows.js";
import { activityOfClass, activityOfUser, maySeeActivityOf } from "./activity.loaders.js";
import type { ActivityBatch } from "./activity.stream.js";
import { ActivityConnection, ActivityEdge, ActivityEventType, ActivityType } from "./activity.type.js";
import { COUNTED_MOST, followedActivity, ownActivity } from "./feeds.js";
import { showAll, showPage, type ShownActivity } from "./shown-activity.js";

const PAGES =
  "Entries about objects that are gone or that you may not see are left out, so a page may have fewer than requested, even none, while `pageInfo` says that more follow; `totalCount` counts them.";

const COUNTED = `\`totalCount\` is at most ${COUNTED_MOST}: more are not counted.`;

/** In an archived class, and for an admin who is no member, being in the class shares nothing. */
async function showClass(
  context: RequestContext,
  { id, archivedAt, viewerRole }: ClassRow,
  page: PageArgs,
): Promise<Connection<ShownActivity>> {
  const byClass = archivedAt === null && viewerRole !== null;
  return showPage(context, await context.loader(activityOfClass).load({ parentId: id, byClass, page }));
}

@Resolver(() => ActivityType)
export class ActivityResolver {
  constructor(private readonly watch: (userId: string) => Promise<AsyncIterableIterator<ActivityBatch>>) {}

  @Allow("activity:read")
  @Query(() => ActivityConnection, {
    description: `Your own entries, newest first, with those that nobody else sees. ${PAGES} Errors: BAD_USER_INPUT.`,
  })
  async myActivity(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<ShownActivity>> {
    return showPage(context, await ownActivity(context.em, context.signedIn, page));
  }

  @Allow("activity:read")
  @Query(() => ActivityConnection, {
    description: `Entries of the accounts that you follow, as far as they share them with you, newest first. ${PAGES} ${COUNTED} Errors: BAD_USER_INPUT.`,
  })
  async followingActivity(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<ShownActivity>> {
    return showPage(context, await followedActivity(context.em, context.signedIn, page));
  }

  @Allow("activity:read")
  @Query(() => ActivityConnection, {
    description: `Entries of the members of a class, staff included, as far as they share them with classmates, newest first; yours as the others see them. For members; admins who are no member see what is shared with everyone. Once the class is archived, being in it shares nothing. ${PAGES} ${COUNTED} Errors: BAD_USER_INPUT, NOT_FOUND.`,
  })
  async classActivity(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("classId", () => idOf("Class"), { description: "ID of the class." }) classId: string,
  ): Promise<Connection<ShownActivity>> {
    return showClass(context, await readClass(context.em, context.signedIn, classId), page);
  }

  @Allow("activity:read")
  @Subscription(() => ActivityEventType, {
    ...fedByStream,
    description:
      "New entries of your own and of accounts that you follow, at most four events a second, each entry once. The first event is empty and says that the subscription is active: query `followingActivity` after it, and after each reconnect. Earlier entries are not sent, except those of the minute before you follow an account. Never completes by itself.",
  })
  activityAdded(@Root() event: ActivityEventType): ActivityEventType {
    return event;
  }

  @StreamOf("activityAdded")
  watchAdded(_args: object, { signedIn }: RequestContext): Promise<AsyncIterableIterator<ActivityBatch>> {
    return this.watch(signedIn.id);
  }

  @FieldResolver(() => UserType, { description: "The account that has reached it." })
  async user(@Ctx() context: RequestContext, @Root() { userId }: ShownActivity): Promise<UserType> {
    return (await context.loader(userById).load(userId))!;
  }

  // Becomes a union of the subjects of all kinds: see activitySubjects.
  @FieldResolver(() => Node, { nullable: true, description: "What it is about. Null for kinds that have no subject." })
  subject(@Root() { subject }: ShownActivity): object | null {
    return subject;
  }

  @FieldResolver(() => String, {
    description: "One sentence in plain text, without the name of the account, in the language of your profile.",
  })
  async text(@Ctx() context: RequestContext, @Root() { kindOf, subject, data }: ShownActivity): Promise<string> {
    const reader = await context.loader(userById).load(context.signedIn.id);
    return kindOf.text({ title: subject?.title ?? "", data }, messageLanguageOf(reader?.locale ?? "en"));
  }
}

@Resolver(() => ActivityEventType)
export class ActivityEventResolver {
  @FieldResolver(() => [ActivityEdge], { description: "The new entries with their cursors, oldest first, at most 50; may be empty." })
  async edges(@Ctx() context: RequestContext, @Root() { entries }: ActivityBatch): Promise<Edge<ShownActivity>[]> {
    return (await showAll(context, entries)).flatMap((entry) => (entry ? [toEdge(entry, NEWEST_FIRST, entry)] : []));
  }
}

@Resolver(() => UserType)
export class UserActivityResolver {
  @Visible("public")
  @FieldResolver(() => ActivityConnection, {
    nullable: true,
    description: `Entries of the account, newest first. Null unless it shares its activity with you, and for visitors and API tokens. ${PAGES} Errors: BAD_USER_INPUT.`,
  })
  async activity(
    @Ctx() context: RequestContext,
    @Root() { id }: UserType,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<ShownActivity> | null> {
    if (decide(context.viewer, "activity:read") !== "allowed") return null;
    if (!(await context.loader(maySeeActivityOf).load(id))) return null;
    return showPage(context, await context.loader(activityOfUser).load({ parentId: id, page }));
  }
}

@Resolver(() => ClassType)
export class ClassActivityResolver {
  @FieldResolver(() => ActivityConnection, {
    nullable: true,
    description: `The same as \`classActivity\` for this class: entries of its members, as far as they share them with you, newest first. Null for API tokens. ${PAGES} ${COUNTED} Errors: BAD_USER_INPUT.`,
  })
  async activity(
    @Ctx() context: RequestContext,
    @Root() row: ClassRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<ShownActivity> | null> {
    return decide(context.viewer, "activity:read") === "allowed" ? showClass(context, row, page) : null;
  }
}
