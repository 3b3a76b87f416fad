import { mayAuthor } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import { coAuthorIdsSql, writtenBySql } from "../../../base/authorship/authored.js";
import { trackAuthored } from "./track.authored.js";
import type { Track } from "./track.entity.js";

/** A track as lists read it, with what decides who may edit it. */
export interface TrackRow extends Pick<
  Track,
  | "id"
  | "slug"
  | "locale"
  | "title"
  | "summary"
  | "description"
  | "translations"
  | "difficulty"
  | "premium"
  | "status"
  | "version"
  | "createdAt"
  | "updatedAt"
  | "publishedAt"
  | "visibility"
> {
  subjectId: string | null;
  authorId: string;
  organizationId: string | null;
  /** Absent if the viewer's role can't edit tracks. */
  coAuthorIds?: string[];
}

const COLUMNS = `t.id, t.slug, t.subject_id as "subjectId", t.author_id as "authorId", t.organization_id as "organizationId",
  t.visibility, t.locale, t.title, t.summary, t.description, t.translations,
  t.difficulty, t.premium, t.status, t.version, t.created_at as "createdAt", t.updated_at as "updatedAt", t.published_at as "publishedAt"`;

const CO_AUTHOR_IDS = `${coAuthorIdsSql(trackAuthored, "t")} as "coAuthorIds"`;

/** Selects TrackRows from tracks `t`. */
export function trackColumns(viewer: Viewer): string {
  return mayAuthor(viewer) ? `${COLUMNS}, ${CO_AUTHOR_IDS}` : COLUMNS;
}

/** Who may see and edit the track `t`, for rows of what is in it. */
export function authorColumns(viewer: Viewer): string {
  const own = `t.status as "trackStatus", t.locale, t.author_id as "authorId", t.organization_id as "organizationId", t.visibility,
    t.premium`;
  return mayAuthor(viewer) ? `${own}, ${CO_AUTHOR_IDS}` : own;
}

/** Whose name is on it. Takes its parameter twice. */
export const WRITTEN_BY = writtenBySql(trackAuthored, "t");
