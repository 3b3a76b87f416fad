import { buffer } from "node:stream/consumers";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import type { Database } from "../../../../platform/database/database.js";
import { IMAGE_TYPES } from "../../../../platform/storage/images.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { StoredFile } from "../../../base/storage/stored-file.entity.js";
import { readEditable, type ProblemEdits } from "../authors/problem-access.js";
import type { ProblemRow } from "../problem.rows.js";
import { expectRevision, readContent, revise } from "../revisions/problem-revisions.js";
import { FILES_MAX, FILES_MAX_BYTES } from "./problem-file.entity.js";
import { readFiles } from "./problem-file.rows.js";
import type { AddProblemFileInput, RemoveProblemFileInput } from "./problem-file.type.js";
import { fileNameOf, keepFiles, storeContent } from "./store-problem-files.js";

export interface ProblemFilesService {
  /** Copies an upload of the viewer into a new revision; one of the same kind and name is replaced. CONFLICT if there are too many. */
  add(viewer: SignedIn, input: AddProblemFileInput): Promise<ProblemRow>;
  /** Makes a revision without the file; earlier ones keep it. NOT_FOUND if the latest one has no such file. */
  remove(viewer: SignedIn, input: RemoveProblemFileInput): Promise<ProblemRow>;
}

interface Dependencies {
  db: Database;
  storage: ObjectStorage;
  edits: ProblemEdits;
}

/** Extension of redrawn pictures. */
const named = (name: string, contentType: string) => (contentType === "image/webp" ? `${name.replace(/\.[^./]*$/, "")}.webp` : name);

export function createProblemFiles({ db, storage, edits }: Dependencies): ProblemFilesService {
  return {
    async add(viewer, { problemId, fileId, kind, name: wanted, expectedRevision, draft, note }) {
      await readEditable(db.em.fork(), viewer, problemId);
      const upload = await db.em.fork().findOne(StoredFile, { id: fileId, owner: viewer.id, purpose: "ATTACHMENT", status: "READY" });
      const rendition = upload?.renditions.at(-1);
      if (!rendition) {
        const message = "Use a READY file of yours that was uploaded as ATTACHMENT: see requestUpload and completeUpload.";
        throw badInput("input.fileId", message, "UNKNOWN_VALUE");
      }
      const name = fileNameOf(named(wanted ?? upload!.fileName, rendition.contentType));
      if (name === null) throw badInput("input.name", "A name has at most 200 characters.");
      const { contentType } = rendition;
      if (kind === "PICTURE" && !IMAGE_TYPES.has(contentType)) throw badInput("input.fileId", "This upload is not a picture.");
      const object = await storage.open(rendition.key);
      if (!object) throw notFound("file");
      // Before the transaction: the sweeper removes what no row refers to.
      const stored = await storeContent(storage, { kind, name, contentType, content: await buffer(object.content) });
      return edits.edit(viewer, problemId, async (em, problem) => {
        expectRevision(problem, expectedRevision);
        const content = await readContent(em, problem.id, problem.latestRevision);
        const others = (await readFiles(em, content.files)).filter((file) => file.kind !== kind || file.name !== name);
        if (others.length >= FILES_MAX) throw new AppError("CONFLICT", `A problem has at most ${FILES_MAX} files.`);
        const bytes = others.reduce((sum, { sizeBytes }) => sum + sizeBytes, stored.sizeBytes);
        if (bytes > FILES_MAX_BYTES)
          throw new AppError("CONFLICT", "The files of a problem have at most 64 MiB together.", { limitBytes: FILES_MAX_BYTES });
        const files = [...others.map(({ id }) => id), ...(await keepFiles(em, problem, [stored]))];
        await revise(em, viewer, problem, { ...content, files }, { note, draft });
      });
    },

    remove: (viewer, { problemId, kind, name, expectedRevision, draft, note }) =>
      edits.edit(viewer, problemId, async (em, problem) => {
        expectRevision(problem, expectedRevision);
        const content = await readContent(em, problem.id, problem.latestRevision);
        const present = await readFiles(em, content.files);
        const files = present.filter((file) => file.kind !== kind || file.name !== name).map(({ id }) => id);
        if (files.length === present.length) throw notFound("file");
        await revise(em, viewer, problem, { ...content, files }, { note, draft });
      }),
  };
}
