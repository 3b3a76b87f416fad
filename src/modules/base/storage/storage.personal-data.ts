import { rows } from "../../../platform/database/database.js";
import { countOf, listOfRows, pagesOf, removal, type PersonalData } from "../../contracts/personal-data.js";
import { keysOf } from "./orphans.js";
import type { Rendition } from "./stored-file.entity.js";

const FILES = "from files f where f.owner_id = ?";
/** Excludes data of problems: it is hidden and will become part of a test set. */
const READY = "from files f where f.status = 'READY' and f.purpose not in ('TEST_DATA', 'PROBLEM_PACKAGE') and f.owner_id = ?";
/** Each step awaits the removal of objects: small enough for a transaction of about a second. */
const BATCH = 50;

export const storagePersonalData: PersonalData = {
  columns: {
    "files.owner_id": { export: "files", deletion: "removed" },
    "avatars.user_id": { export: "files", deletion: "removed" },
  },
  exports: [
    listOfRows({
      name: "files",
      description: "Facts about your pictures and attachments. The files themselves are in the folder of uploads.",
      select: `f.id, f.purpose, f.status, f.file_name as "fileName", f.content_type as "contentType", f.size_bytes as "sizeBytes", f.reason,
          exists (select from avatars a where a.file_id = f.id) as "isYourPicture", f.created_at as "createdAt"`,
      from: FILES,
      key: "f.id",
    }),
    {
      name: "uploads",
      description: "Your pictures and attachments, named by their ids. Pictures have the largest stored size.",
      count: (reader) => countOf(reader, READY),
      async *files(reader) {
        const select = `f.id, f.file_name as "fileName", f.renditions, f.created_at as "createdAt"`;
        const ready = pagesOf<{ id: string; fileName: string; renditions: Rendition[]; createdAt: Date }>(reader, {
          select,
          from: READY,
          key: "f.id",
        });
        for await (const { id, fileName, renditions, createdAt } of ready) {
          const largest = renditions.at(-1);
          if (!largest) continue;
          const name = largest.contentType === "image/webp" ? `${fileName.replace(/\.[^.]*$/, "")}.webp` : fileName;
          yield { path: `${id}/${name}`, content: () => reader.storage.read(largest.key), changedAt: createdAt };
        }
      },
    },
  ],
  erasures: [
    removal("avatars"),
    {
      name: "files",
      async step(em, userId, storage) {
        const ready = await rows<{ id: string; renditions: Rendition[] }>(
          em,
          `select id, renditions from files where owner_id = ? and status = 'READY' order by id limit ${BATCH} for update`,
          [userId],
        );
        if (ready.length === 0) return 0;
        await Promise.all(ready.flatMap((file) => keysOf(file).map((key) => storage.remove(key))));
        await em.execute("delete from files where id = any(?::uuid[])", [`{${ready.map(({ id }) => id).join(",")}}`]);
        return ready.length;
      },
    },
    {
      // Their upload URLs may still be used: the orphan sweeper removes rows and objects a day later.
      name: "unfinished uploads",
      step: async (em, userId) =>
        (
          await rows(
            em,
            `update files set status = 'REJECTED', file_name = '', reason = 'The account is deleted.'
               where owner_id = ? and (status <> 'REJECTED' or file_name <> '') and status <> 'READY' returning 1`,
            [userId],
          )
        ).length,
    },
  ],
};
