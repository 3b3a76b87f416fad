import { LockMode } from "@mikro-orm/core";
import { isEntitled, mayAuthor, mayEditTrack, mayReadTrack, type Authorship } from "../../../../access/policy.js";
import { ownedWith } from "../../../../access/premium.js";
import type { SignedIn, Viewer } from "../../../../access/viewer.js";
import { trackChanged } from "../../../../events/track-changed.event.js";
import type { ListSql } from "../../../../graphql/keyset-list.js";
import { AppError, conflictOf, notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, violatedUnique, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { record } from "../../../base/audit/record.js";
import * as authored from "../../../base/authorship/authored.js";
import { beginRevisions, recordRevision } from "../outline/track-revisions.js";
import { trackAuthored } from "./track.authored.js";
import { Track } from "./track.entity.js";
import { trackColumns, type TrackRow } from "./track.rows.js";

/** NOT_FOUND if the track does not exist or the viewer may not see it. */
export async function readTrack(em: EntityManager, viewer: Viewer, by: { id: string } | { slug: string }): Promise<TrackRow> {
  const [column, value] = "slug" in by ? ["slug", by.slug] : ["id", by.id];
  if (column === "id" && !isId(value)) throw notFound("track");
  const [row] = await rows<TrackRow>(em, `select ${trackColumns(viewer)} from tracks t where t.${column} = ?`, [value]);
  if (!row || !mayReadTrack(viewer, row)) throw notFound("track");
  return row;
}

/** Like readTrack, for editors only. FORBIDDEN for viewers who may read the track but not edit it. */
export async function readEditableTrack(em: EntityManager, viewer: SignedIn, id: string): Promise<TrackRow> {
  const row = await readTrack(em, viewer, { id });
  if (!mayEditTrack(viewer, row)) throw notYours();
  return row;
}

/** Tracks that the viewer may read, as a list condition. */
export function readableBy(viewer: Viewer): ListSql["conditions"][number] {
  return authored.readableBy(viewer, trackAuthored, "t");
}

/** Inverse of mayOpenTrack, as a condition on tracks `t` that the viewer may read. */
export function lockedFor(viewer: Viewer): ListSql["conditions"][number] {
  if (isEntitled(viewer, "premium-tracks")) return { sql: "false", params: [] };
  const { sql, params } = authored.editableBy(viewer, trackAuthored, "t");
  const others = sql === "false" ? "t.premium" : `t.premium and not ${sql}`;
  const owned = ownedWith(viewer, "track");
  return owned.length === 0
    ? { sql: `(${others})`, params }
    : { sql: `(${others} and t.id <> all(?::uuid[]))`, params: [...params, `{${owned.join(",")}}`] };
}

/** ENTITLEMENT_REQUIRED, with what to do. */
export function trackLocked(): AppError {
  const message = "This track is premium. Order it, or a plan that opens premium tracks: `products` lists both.";
  return new AppError("ENTITLEMENT_REQUIRED", message, { entitlement: "premium-tracks" });
}

export function notYours(): AppError {
  return new AppError(
    "FORBIDDEN",
    "Only the track's author, co-authors and admins may do this, or the staff of the organization that owns it.",
  );
}

async function authorshipOf(tx: EntityManager, viewer: Viewer, { id, author, organization }: Track): Promise<Authorship> {
  const owners = { authorId: author.id, organizationId: organization?.id ?? null };
  if (!mayAuthor(viewer) || viewer.id === author.id || organization) return owners;
  const found = await rows<{ userId: string }>(tx, `select user_id as "userId" from track_co_authors where track_id = ?`, [id]);
  return { ...owners, coAuthorIds: found.map(({ userId }) => userId) };
}

type Change<T> = (tx: Transaction, track: Track) => Promise<T>;

/**
 * Loads the track for editing in the caller's transaction. NOT_FOUND and FORBIDDEN as in readEditableTrack. `lock` serializes changes of
 * one track; moves do without. `named` is what a hidden track
 * is reported as: for a module of it there is no such module.
 */
export async function editableTrack(tx: Transaction, viewer: SignedIn, id: string, { lock = true, named = "track" } = {}): Promise<Track> {
  const track = isId(id) ? await tx.findOne(Track, { id }, lock ? { lockMode: LockMode.PESSIMISTIC_WRITE } : {}) : null;
  const access = track && { status: track.status, visibility: track.visibility, ...(await authorshipOf(tx, viewer, track)) };
  if (!access || !mayReadTrack(viewer, access)) throw notFound(named);
  if (!mayEditTrack(viewer, access)) throw notYours();
  return track;
}

/** Tells caches that what learners see has changed. Call it in the transaction of every change. */
export function announceTrack(tx: Transaction, trackId: string): void {
  announce(tx, trackChanged, { trackId });
}

export interface TrackEdits {
  /** Runs `change` in a transaction that locks the track's row, and adds a revision of the track if its outline is another. `named`: as in editableTrack, for a part of the track. */
  change<T>(viewer: SignedIn, of: string | { trackId: string; named: string }, change: Change<T>): Promise<T>;
}

export function createTrackEdits({ db }: { db: Database }): TrackEdits {
  return {
    change: (viewer, of, apply) =>
      uniqueNamed(() =>
        db.transaction(async (tx) => {
          const { trackId: id, named } = typeof of === "string" ? { trackId: of, named: "track" } : of;
          const track = await editableTrack(tx, viewer, id, { named });
          const wasPublished = track.status === "PUBLISHED";
          await beginRevisions(tx, id);
          const result = await apply(tx, track);
          await recordRevision(tx, viewer.id, id);
          if (wasPublished || track.status === "PUBLISHED") announceTrack(tx, id);
          return result;
        }),
      ),
  };
}

const SLUGS = ["tracks_slug_unique", "track_modules_slug_unique", "lessons_slug_unique", "subjects_slug_unique"];

/** CONFLICT names the slug that is taken. */
export async function uniqueNamed<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!SLUGS.includes(violatedUnique(error) ?? "")) throw error;
    throw conflictOf("input.slug", "This slug is taken. Choose another.");
  }
}

/** Optimistic concurrency check. The caller holds the lock on the row, or on its track's. */
export function expectVersion(actual: number, expected: number): void {
  if (actual === expected) return;
  const message = `It has been changed since: its version is ${actual}. Read it again and repeat your change.`;
  throw conflictOf("input.expectedVersion", message, "OUTDATED");
}

/** Audits what others see, and grants of access. */
export function noteOnTrack(
  em: EntityManager,
  action: `track.${string}`,
  { id }: { id: string },
  viewer: SignedIn,
  address = "",
  details: Readonly<Record<string, unknown>> = {},
): void {
  record(em, { actorId: viewer.id, action, subject: { type: "track", id }, address, details });
}
