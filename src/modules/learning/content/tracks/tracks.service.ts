import { mayChooseCoAuthors } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, nullIfNotFound } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { addCoAuthor, removeCoAuthor } from "../../../base/authorship/co-authors.js";
import { contentOwner } from "../../../accounts/organizations/content/content-owner.js";
import { User } from "../../../base/users/user.entity.js";
import { slugFrom } from "../../../practice/problems/edits/problem-fields.js";
import { expectTransition } from "../content-status.js";
import { publishLessons } from "../lessons/publish-lessons.js";
import { localeOf } from "../../../../kernel/locales.js";
import { recordRevision } from "../outline/track-revisions.js";
import { Subject } from "../subjects/subject.entity.js";
import { dropTranslation, putText } from "../../../../kernel/translations.js";
import { expectVersion, noteOnTrack, readTrack, uniqueNamed, type TrackEdits } from "./track-access.js";
import { trackAuthored } from "./track.authored.js";
import { Track } from "./track.entity.js";
import type { CreateTrackInput, SetTrackStatusInput, UpdateTrackInput } from "./track.input.js";
import type { TrackRow } from "./track.rows.js";

export interface TracksService {
  create(viewer: SignedIn, input: CreateTrackInput): Promise<TrackRow>;
  update(viewer: SignedIn, input: UpdateTrackInput): Promise<TrackRow>;
  /** Every editor may publish, as with problems. CONFLICT for a published track without a published lesson. */
  setStatus(viewer: SignedIn, input: SetTrackStatusInput, address: string): Promise<TrackRow>;
  /** For the author and admins. CONFLICT if the track was ever published. Objects of its files are removed later. */
  remove(viewer: SignedIn, id: string, address: string): Promise<void>;
  addCoAuthor(viewer: SignedIn, trackId: string, username: string, address: string): Promise<TrackRow>;
  /** Co-authors may also remove themselves. Null if the viewer can no longer see the track. */
  removeCoAuthor(viewer: SignedIn, trackId: string, username: string, address: string): Promise<TrackRow | null>;
}

const NO_TEXT = { title: "", summary: "", description: "" };

export function createTracksService({ db, edits }: { db: Database; edits: TrackEdits }): TracksService {
  const read = (viewer: SignedIn, id: string) => readTrack(db.em.fork(), viewer, { id });

  return {
    async create(viewer, input) {
      const id = await uniqueNamed(() =>
        db.transaction(async (em) => {
          const track = Object.assign(new Track(), await contentOwner(em, viewer, input.organizationId));
          track.author = em.getReference(User, viewer.id, { wrapped: true });
          track.slug = input.slug ?? slugFrom(input.title);
          track.locale = input.locale == null ? "en" : localeOf(input.locale, "input.locale");
          track.title = input.title.trim();
          track.summary = input.summary ?? "";
          track.description = input.description ?? "";
          track.difficulty = input.difficulty;
          track.premium = input.premium ?? false;
          track.subject = await subjectNamed(em, input.subject);
          em.persist(track);
          await recordRevision(em, viewer.id, track.id);
          return track.id;
        }),
      );
      return read(viewer, id);
    },

    async update(viewer, { id, expectedVersion, locale, removeTranslation, ...input }) {
      await edits.change(viewer, id, async (em, track) => {
        expectVersion(track.version, expectedVersion);
        track.version++;
        track.slug = input.slug ?? track.slug;
        track.difficulty = input.difficulty ?? track.difficulty;
        track.premium = input.premium ?? track.premium;
        if (input.subject !== undefined) track.subject = await subjectNamed(em, input.subject);
        const given = {
          title: input.title?.trim(),
          summary: input.summary === null ? "" : input.summary,
          description: input.description === null ? "" : input.description,
        };
        const hasText = Object.values(given).some((text) => text !== undefined);
        if (hasText) putText(track, { own: track.locale, requested: locale, empty: NO_TEXT, given });
        if (removeTranslation != null) dropTranslation(track, removeTranslation);
      });
      return read(viewer, id);
    },

    async setStatus(viewer, { id, expectedVersion, status, ...input }, address) {
      await edits.change(viewer, id, async (em, track) => {
        expectVersion(track.version, expectedVersion);
        expectTransition(track.status, status, track.publishedAt !== null);
        track.version++;
        track.status = status;
        if (status === "PUBLISHED") {
          if (input.publishLessons) await publishLessons(em, id, () => true);
          await em.flush();
          const [live] = await rows(em, "select 1 from lessons where track_id = ? and status = 'PUBLISHED' limit 1", [id]);
          if (!live)
            throw new AppError("CONFLICT", "A published track needs a published lesson. Publish one first, or set publishLessons.");
          track.publishedAt ??= new Date();
        }
        noteOnTrack(em, `track.${status.toLowerCase()}`, track, viewer, address);
      });
      return read(viewer, id);
    },

    async remove(viewer, id, address) {
      await edits.change(viewer, id, async (em, track) => {
        if (!mayChooseCoAuthors(viewer, ownersOf(track)))
          throw new AppError("FORBIDDEN", "Only the track's owner and admins may delete it.");
        if (track.publishedAt !== null)
          throw new AppError("CONFLICT", "This track has been published and cannot be deleted. Archive it instead.");
        noteOnTrack(em, "track.deleted", track, viewer, address, { slug: track.slug });
        em.remove(track);
      });
    },

    async addCoAuthor(viewer, trackId, username, address) {
      await edits.change(viewer, trackId, (em, track) =>
        addCoAuthor(em, { viewer, authored: trackAuthored, id: trackId, of: ownersOf(track), username, address }),
      );
      return read(viewer, trackId);
    },

    async removeCoAuthor(viewer, trackId, username, address) {
      await edits.change(viewer, trackId, (em, track) =>
        removeCoAuthor(em, { viewer, authored: trackAuthored, id: trackId, of: ownersOf(track), username, address }),
      );
      return nullIfNotFound(read(viewer, trackId));
    },
  };
}

const ownersOf = ({ author, organization }: Track) => ({ authorId: author.id, organizationId: organization?.id ?? null });

async function subjectNamed(em: EntityManager, slug: string | null | undefined) {
  if (slug == null) return null;
  const subject = await em.findOne(Subject, { slug });
  if (!subject) throw badInput("input.subject", "There is no such subject.", "UNKNOWN_VALUE");
  return em.getReference(Subject, subject.id, { wrapped: true });
}
