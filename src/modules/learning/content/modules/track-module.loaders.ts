import DataLoader from "dataloader";
import type { ContentVisibility } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { authorColumns } from "../tracks/track.rows.js";
import type { ContentStatus } from "../content-status.js";
import type { TrackModule } from "./track-module.entity.js";

/** A module, with what decides who may see it: its track. */
export interface ModuleRow extends Pick<
  TrackModule,
  "id" | "slug" | "title" | "summary" | "translations" | "version" | "createdAt" | "updatedAt"
> {
  trackId: string;
  trackStatus: ContentStatus;
  locale: string;
  authorId: string;
  organizationId: string | null;
  /** Of the track. */
  visibility: ContentVisibility;
  /** Of the track. */
  premium: boolean;
  coAuthorIds?: string[];
}

const COLUMNS = `m.id, m.track_id as "trackId", m.slug, m.title, m.summary, m.translations, m.version, m.created_at as "createdAt",
  m.updated_at as "updatedAt"`;

/** Selects ModuleRows from modules `m` of tracks `t`. */
export const moduleSql = (viewer: Viewer) =>
  `select ${COLUMNS}, ${authorColumns(viewer)} from track_modules m join tracks t on t.id = m.track_id`;

/** In order. Checks no permission: a module is as visible as its track. */
export const modulesOfTrack: LoaderFactory<string, ModuleRow[]> = ({ em, viewer }) =>
  new DataLoader(async (trackIds) => {
    const found = await rows<ModuleRow>(em, `${moduleSql(viewer)} where m.track_id in (?) order by m.track_id, m.position`, [trackIds]);
    const byTrack = Map.groupBy(found, ({ trackId }) => trackId);
    return trackIds.map((id) => byTrack.get(id) ?? []);
  });

/** Checks no permission. */
export const moduleById: LoaderFactory<string, ModuleRow | null> = ({ em, viewer }) =>
  new DataLoader(async (ids) => {
    const found = await rows<ModuleRow>(em, `${moduleSql(viewer)} where m.id in (?)`, [ids]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
