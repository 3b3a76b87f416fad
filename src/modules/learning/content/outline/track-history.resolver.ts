import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from "type-graphql";
import type { SignedIn } from "../../../../access/viewer.js";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import type { Database } from "../../../../platform/database/database.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { translated } from "../../../../kernel/locales.js";
import { ContentTextType } from "../modules/track-module.type.js";
import { expectVersion, readTrack, type TrackEdits } from "../tracks/track-access.js";
import type { TrackRow } from "../tracks/track.rows.js";
import { LOCALE_ARGUMENT, TrackTextType, TrackType } from "../tracks/track.type.js";
import { outlineDiff, type OutlineChange, type TrackDiff } from "./outline-diff.js";
import type { OutlineModule, TrackOutline } from "./outline.js";
import { restoreModule, restoreTrack } from "./restore-track.js";
import { trackRevisions, type TrackRevisionRow } from "./track-revision.loaders.js";
import {
  RestoreTrackRevisionInput,
  RestoreTrackRevisionPayload,
  TrackDiffType,
  TrackOutlineModuleType,
  TrackOutlineType,
  TrackRevisionConnection,
  TrackRevisionType,
} from "./track-revision.type.js";
import { outlineOfRevision, recordRevision } from "./track-revisions.js";

export interface TrackHistory {
  /** NOT_FOUND (track, revision or module), CONFLICT for another version. */
  restore(viewer: SignedIn, input: RestoreTrackRevisionInput): Promise<TrackRow>;
}

export function createTrackHistory({ db, edits }: { db: Database; edits: TrackEdits }): TrackHistory {
  return {
    async restore(viewer, { trackId, number, moduleId, expectedVersion, note }) {
      await edits.change(viewer, trackId, async (em, track) => {
        expectVersion(track.version, expectedVersion);
        const target = await outlineOfRevision(em, trackId, number);
        if (moduleId == null) await restoreTrack(em, viewer, track, target);
        else await restoreModule(em, track, target, moduleId);
        track.version++;
        await recordRevision(em, viewer.id, trackId, { note: note ?? null, restoredFrom: number });
      });
      return readTrack(db.em.fork(), viewer, { id: trackId });
    },
  };
}

/** Editor-only fields of a track: its history. */
@Resolver(() => TrackType)
export class TrackHistoryResolver {
  constructor(private readonly history: TrackHistory) {}

  @Allow("track:edit")
  @Mutation(() => RestoreTrackRevisionPayload, {
    description:
      "Makes an older version of a track, or of one module, the present one: a new revision. Deleted modules are made again; deleted lessons stay deleted; newer modules and lessons stay, after the others. Contents and status of lessons do not change. Takes effect immediately. Errors: BAD_USER_INPUT for prerequisites that would have a cycle by now, NOT_FOUND (track, revision or module), FORBIDDEN, CONFLICT when `expectedVersion` is not the present one.",
  })
  async restoreTrackRevision(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RestoreTrackRevisionInput, { description: "The track and the revision." }) input: RestoreTrackRevisionInput,
  ): Promise<RestoreTrackRevisionPayload> {
    return { track: await this.history.restore(signedIn, input) };
  }

  @Visible("owner")
  @FieldResolver(() => TrackRevisionType, {
    nullable: true,
    description: "One revision. Visible to editors; null for others, and if there is no revision with this number.",
  })
  revision(
    @Ctx() context: RequestContext,
    @Root() { id }: TrackRow,
    @Arg("number", () => Int, { description: "Number of the revision." }) number: number,
  ): Promise<TrackRevisionRow | null> {
    return context.loader(trackRevisions.byNumber).load({ parentId: id, number });
  }

  @Visible("owner")
  @FieldResolver(() => TrackRevisionConnection, {
    nullable: true,
    description: "All revisions, newest first. Visible to editors; null for others.",
  })
  revisions(
    @Ctx() context: RequestContext,
    @Root() { id }: TrackRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<TrackRevisionRow>> {
    return context.loader(trackRevisions.ofParent).load({ parentId: id, page });
  }
}

/** An outline in the language of its track. */
type ShownOutline = TrackOutline & { locale: string };
type ShownModule = OutlineModule & { locale: string };

@Resolver(() => TrackRevisionType)
export class TrackRevisionResolver {
  @FieldResolver(() => UserType, {
    nullable: true,
    description: "Author of the change. Null for the state before the first recorded change, and once the account is deleted.",
  })
  author(@Ctx() context: RequestContext, @Root() { authorId }: TrackRevisionRow): Promise<UserType | null> | null {
    return authorId === null ? null : context.loader(userById).load(authorId);
  }

  @FieldResolver(() => TrackOutlineType, { description: "The track in this revision." })
  async outline(@Ctx() context: RequestContext, @Root() { id, locale }: TrackRevisionRow): Promise<ShownOutline> {
    const outline = await context.loader(trackRevisions.content).load(id);
    return { ...outline, locale, modules: outline.modules.map((module): ShownModule => ({ ...module, locale })) };
  }

  @FieldResolver(() => TrackDiffType, {
    nullable: true,
    description: "What differs from another revision of the track. Null if there is none with this number.",
  })
  async diff(
    @Ctx() context: RequestContext,
    @Root() { id, trackId, number, locale }: TrackRevisionRow,
    @Arg("since", () => Int, { nullable: true, description: "Number of the older revision. Default: the one before this." })
    since?: number | null,
  ): Promise<TrackDiff | null> {
    const older = await context.loader(trackRevisions.byNumber).load({ parentId: trackId, number: since ?? number - 1 });
    if (!older) return null;
    const outlines = context.loader(trackRevisions.content);
    const [before, after] = await Promise.all([outlines.load(older.id), outlines.load(id)]);
    const diff = outlineDiff(before, after);
    return { ...diff, modules: diff.modules.map((change) => inLanguage(change, locale)) };
  }
}

function inLanguage({ kind, before, after }: OutlineChange<OutlineModule>, locale: string): OutlineChange<ShownModule> {
  return { kind, before: before && { ...before, locale }, after: after && { ...after, locale } };
}

@Resolver(() => TrackOutlineType)
export class TrackOutlineResolver {
  @FieldResolver(() => TrackTextType, { description: "Texts in one language." })
  text(
    @Root() { title, summary, description, ...outline }: ShownOutline,
    @Arg("locale", () => String, { nullable: true, description: LOCALE_ARGUMENT }) locale?: string | null,
  ): TrackTextType {
    return translated({ title, summary, description }, outline, locale) as unknown as TrackTextType;
  }
}

@Resolver(() => TrackOutlineModuleType)
export class TrackOutlineModuleResolver {
  @FieldResolver(() => ContentTextType, { description: "Texts in one language." })
  text(
    @Root() { title, summary, ...module }: ShownModule,
    @Arg("locale", () => String, { nullable: true, description: LOCALE_ARGUMENT }) locale?: string | null,
  ): ContentTextType {
    return translated({ title, summary }, module, locale);
  }
}
