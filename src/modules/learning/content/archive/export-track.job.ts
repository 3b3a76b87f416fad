import * as z from "zod";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { id } from "../../../../kernel/schemas.js";
import type { Database } from "../../../../platform/database/database.js";
import { defineJob } from "../../../../platform/jobs/job.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { JobWorker } from "../../../../platform/jobs/workers.js";
import { chunksOf, openNameless } from "../../../../platform/storage/nameless-file.js";
import { asDownload, type ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { User } from "../../../base/users/user.entity.js";
import { loadQuizzes } from "../../quizzes/archive/load-quizzes.js";
import type { QuizArchive } from "../../quizzes/archive/quiz-format.js";
import { writeQuizArchive } from "../../quizzes/archive/write-archive.js";
import { readTrackForExport, type ExportedFile } from "./read-track.js";
import { writeTrack } from "./write-archive.js";

/** The caller has checked that the account may edit the track. */
export const exportTrack = defineJob({
  name: "export-track",
  description: "Writes an archive of a track for `exportTrack`, while its caller waits.",
  // Older programs don't name the account; without it the archive has no quizzes.
  payload: z.object({ trackId: id, exportId: id, userId: id.optional() }),
  result: z.object({ sizeBytes: z.number() }),
});

/** Key prefix of exported tracks. */
export const TRACK_EXPORTS = "track-exports/";

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
}

export function startTrackExportWorker({ db, jobs, storage }: Dependencies): JobWorker {
  return jobs.process(exportTrack, { concurrency: 1, lockMs: 60_000 }, async ({ trackId, exportId, userId }) => {
    const { archive, files, quizIds } = await readTrackForExport(db.em.fork(), trackId);
    const quizzes = userId === undefined ? null : await quizzesFor(db, userId, quizIds);
    const zip = new ZipFile();
    for (const { path, content } of writeTrack(archive)) zip.addBuffer(Buffer.from(content), `${archive.slug}/${path}`);
    const quizFiles = quizzes ? writeQuizArchive(quizzes) : [];
    for (const { path, content } of quizFiles) zip.addBuffer(Buffer.from(content), `${archive.slug}/${path}`);
    for (const file of files) addFile(zip, storage, archive.slug, file);
    zip.end();
    const file = await openNameless();
    try {
      await pipeline(zip.outputStream as Readable, async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) await file.appendFile(chunk);
      });
      const { size } = await file.stat();
      await storage.putStream(TRACK_EXPORTS + exportId, {
        content: Readable.from(chunksOf(file), { objectMode: false }),
        sizeBytes: size,
        contentType: "application/zip",
        contentDisposition: asDownload(`${archive.slug}.zip`),
      });
      return { sizeBytes: size };
    } finally {
      await file.close();
    }
  });
}

async function quizzesFor(db: Database, userId: string, quizIds: readonly string[]): Promise<QuizArchive> {
  const em = db.em.fork();
  const { role } = await em.findOneOrFail(User, { id: userId });
  return loadQuizzes(em, { id: userId, role }, quizIds);
}

function addFile(zip: ZipFile, storage: ObjectStorage, folder: string, { name, renditions }: ExportedFile): void {
  zip.addReadStreamLazy(`${folder}/files/${name}`, (done) => {
    storage.read(renditions.at(-1)!.key).then(
      (content) => done(null, content),
      (error: unknown) => done(error as Error, undefined as never),
    );
  });
}
