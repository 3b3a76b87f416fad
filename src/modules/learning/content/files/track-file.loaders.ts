import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import type { TrackFile } from "./track-file.entity.js";

export type TrackFileRow = Pick<TrackFile, "id" | "fileName" | "contentType" | "sizeBytes" | "renditions" | "createdAt"> & {
  trackId: string;
};

export const FILE_COLUMNS = `f.id, f.track_id as "trackId", f.file_name as "fileName", f.content_type as "contentType", f.size_bytes as "sizeBytes",
  f.renditions, f.created_at as "createdAt"`;

/** Does not check permissions: access to a block or material includes its file. */
export const fileOfTrack: LoaderFactory<string, TrackFileRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<TrackFileRow>(em, `select ${FILE_COLUMNS} from track_files f where f.id in (?)`, [ids]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
