import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { mayReadTrack } from "../../../../access/policy.js";
import { mayOpenTrack } from "../../../../access/premium.js";
import { badInput } from "../../../../kernel/errors.js";
import type { EntitlementRow } from "../../../base/entitlements/entitlement.rows.js";
import { EntitlementType } from "../../../base/entitlements/entitlement.type.js";
import type { User } from "../../../base/users/user.entity.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { translated } from "../../../../kernel/locales.js";
import { modulesOfTrack, type ModuleRow } from "../modules/track-module.loaders.js";
import { TrackModuleType } from "../modules/track-module.type.js";
import { allSubjects, type SubjectRow } from "../subjects/subject.loaders.js";
import { SubjectType } from "../subjects/subject.type.js";
import { readTrack } from "./track-access.js";
import { TrackListArgs } from "./track-list.input.js";
import { listTracks } from "./track-list.js";
import { coAuthorIdsOfTrack, figuresOfTrack, trackById } from "./track.loaders.js";
import type { TrackRow } from "./track.rows.js";
import { LOCALE_ARGUMENT, TrackConnection, TrackTextType, TrackType } from "./track.type.js";

@Resolver(() => TrackType)
export class TrackResolver {
  @Allow("public")
  @Query(() => TrackType, {
    nullable: true,
    description: "A track by slug or ID. Tracks that are not published are visible to their editors only. Errors: NOT_FOUND.",
  })
  track(
    @Ctx() { em, viewer }: RequestContext,
    @Arg("slug", () => String, { nullable: true, description: "Slug of the track. Give either this or `id`." }) slug?: string | null,
    @Arg("id", () => idOf("Track"), { nullable: true, description: "ID of the track. Give either this or `slug`." }) id?: string | null,
  ): Promise<TrackRow> {
    if ((slug == null) === (id == null)) throw badInput("slug", "Give either `slug` or `id`.");
    return readTrack(em, viewer, slug != null ? { slug } : { id: id! });
  }

  @Allow("public")
  @Query(() => TrackConnection, { name: "tracks", description: "The catalog of tracks. Errors: BAD_USER_INPUT." })
  list(
    @Ctx() { em, viewer }: RequestContext,
    @Args(() => TrackListArgs) { filter, orderBy, ...page }: TrackListArgs,
  ): Promise<Connection<TrackRow>> {
    return listTracks(em, viewer, { page, filter: filter ?? {}, orderBy: orderBy ?? "NEWEST" });
  }

  @Visible("public")
  @FieldResolver(() => TrackTextType, { description: "Title, summary and description in one language." })
  text(
    @Root() { title, summary, description, ...track }: TrackRow,
    @Arg("locale", () => String, { nullable: true, description: LOCALE_ARGUMENT }) locale?: string | null,
  ): TrackTextType {
    return translated({ title, summary, description }, track, locale) as unknown as TrackTextType;
  }

  @Visible("public")
  @FieldResolver(() => Boolean, {
    description:
      "Whether you see its outline only: it is premium, and you have neither bought it nor a plan that opens premium tracks. If so, lessons have no blocks, materials and problems of assignments are left out, and `enroll` is ENTITLEMENT_REQUIRED.",
  })
  locked(@Ctx() { viewer }: RequestContext, @Root() track: TrackRow): boolean {
    return !mayOpenTrack(viewer, track.id, track);
  }

  @Visible("public")
  @FieldResolver(() => SubjectType, { nullable: true, description: "What the track teaches, such as a programming language." })
  async subject(@Ctx() context: RequestContext, @Root() { subjectId }: TrackRow): Promise<SubjectRow | null> {
    return subjectId === null ? null : ((await context.loader(allSubjects).load("all")).find(({ id }) => id === subjectId) ?? null);
  }

  @Visible("public")
  @FieldResolver(() => [TrackModuleType], { description: "Modules, in order." })
  modules(@Ctx() context: RequestContext, @Root() { id }: TrackRow): Promise<ModuleRow[]> {
    return context.loader(modulesOfTrack).load(id);
  }

  @Visible("public")
  @FieldResolver(() => Int, { description: "Number of published lessons." })
  async lessonCount(@Ctx() context: RequestContext, @Root() { id }: TrackRow): Promise<number> {
    return (await context.loader(figuresOfTrack).load(id)).lessonCount;
  }

  @Visible("public")
  @FieldResolver(() => Int, {
    description: "Time for all published lessons and all assignments, in minutes, as their authors estimate it.",
  })
  async estimatedMinutes(@Ctx() context: RequestContext, @Root() { id }: TrackRow): Promise<number> {
    return (await context.loader(figuresOfTrack).load(id)).estimatedMinutes;
  }

  @Visible("public")
  @FieldResolver(() => UserType, { nullable: true, description: "Author of the track." })
  author(@Ctx() context: RequestContext, @Root() { authorId }: TrackRow): Promise<UserType | null> {
    return context.loader(userById).load(authorId);
  }

  @Visible("public")
  @FieldResolver(() => [UserType], { description: "Other accounts that may edit the track, in the order in which they were added." })
  async coAuthors(@Ctx() context: RequestContext, @Root() { id }: TrackRow): Promise<UserType[]> {
    const users = await context.loader(userById).loadMany(await context.loader(coAuthorIdsOfTrack).load(id));
    return users.filter((user): user is User => user !== null && !(user instanceof Error));
  }
}

@Resolver(() => EntitlementType)
export class EntitlementTrackResolver {
  @FieldResolver(() => TrackType, {
    nullable: true,
    description: "The track that it opens, for the key `track`. Null for other keys, and if you may not see the track.",
  })
  async track(@Ctx() context: RequestContext, @Root() { subjectId }: EntitlementRow): Promise<TrackRow | null> {
    const track = subjectId === null ? null : await context.loader(trackById).load(subjectId);
    return track && mayReadTrack(context.viewer, track) ? track : null;
  }
}
