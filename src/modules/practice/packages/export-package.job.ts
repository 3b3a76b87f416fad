import * as z from "zod";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { tokens } from "../../../judge/checkers/tokens.js";
import { parametersOfTest } from "../../../judge/checkers/validator-flags.js";
import { EXPORT_FORMATS, writePackage } from "../../../judge/packages/write-package.js";
import type { WrittenFile } from "../../../judge/packages/written-file.js";
import { NotExportable } from "../../../judge/packages/write-programs.js";
import { PROGRAM_PURPOSES } from "../../../judge/problem-programs/problem-program.js";
import type { PayloadOf } from "../../../kernel/contract.js";
import { id } from "../../../kernel/schemas.js";
import type { Database } from "../../../platform/database/database.js";
import { defineJob } from "../../../platform/jobs/job.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { JobWorker } from "../../../platform/jobs/workers.js";
import { chunksOf, openNameless } from "../../../platform/storage/nameless-file.js";
import { asDownload, type ObjectStorage } from "../../../platform/storage/object-storage.js";
import { readProgram } from "../problems/checker-programs/checker-program.rows.js";
import { Problem, TestSet } from "../problems/problem.entity.js";
import { readFiles } from "../problems/files/problem-file.rows.js";
import { programsOf } from "../problems/programs/program-rows.js";
import { readContent } from "../problems/revisions/problem-revisions.js";
import { ownContentOf, statementWith } from "./own-content.js";
import { openBase } from "../problems/tests/build-plan.js";

/** The caller has checked that the account may edit the problem. */
export const exportPackage = defineJob({
  name: "export-package",
  description: "Writes a problem package for `exportProblemPackage`, while its caller waits.",
  payload: z.object({ problemId: id, format: z.enum(EXPORT_FORMATS), exportId: id }),
  result: z.discriminatedUnion("status", [
    z.object({ status: z.literal("DONE"), sizeBytes: z.number() }),
    z.object({ status: z.literal("REFUSED"), reason: z.string() }),
  ]),
});

type Outcome = PayloadOf<typeof exportPackage.result>;

/** Key prefix of exported packages. */
export const PACKAGE_EXPORTS = "package-exports/";

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
}

export function startExportWorker({ db, jobs, storage }: Dependencies): JobWorker {
  return jobs.process(exportPackage, { concurrency: 1, lockMs: 60_000 }, async ({ problemId, format, exportId }): Promise<Outcome> => {
    const em = db.em.fork();
    const problem = await em.findOneOrFail(Problem, { id: problemId });
    const content = await readContent(em, problemId, problem.latestRevision);
    const chosen = problem.draftTestSet ?? problem.testSet;
    if (!chosen) return { status: "REFUSED", reason: "The problem has no tests." };
    const { tests, samples } = await em.findOneOrFail(TestSet, { id: chosen.id }, { populate: ["tests"] });
    const programWith = (programId: string | null) => (programId === null ? null : readProgram(em, programId));
    const base = await openBase({ em, storage }, chosen.id);
    try {
      const program = await programWith(content.checkerProgram);
      const interactor = await programWith(content.interactor);
      // Others ignore them, but a validator of the format would not.
      const judge = interactor ?? program;
      const isUsed = (words: readonly string[]) =>
        judge ? judge.kind === "KATTIS" : content.checker === tokens.id && parametersOfTest(words) !== undefined;
      const explanations = new Map(samples.map(({ name, explanation }) => [name, explanation]));
      const files = writePackage(
        {
          ...content,
          uuid: problemId,
          keywords: content.tags,
          statement: statementWith(content),
          content: ownContentOf(content),
          files: (await readFiles(em, content.files)).map(({ kind, name, key }) => ({ kind, name, content: objectSource(storage, key) })),
          program,
          interactor,
          programs: (await Promise.all(PROGRAM_PURPOSES.map((purpose) => programsOf(em, problemId, purpose)))).flat(),
          tests: tests.map(({ name, sample, origin, checkerArguments }, at) => ({
            name,
            sample,
            origin,
            ...(checkerArguments && isUsed(checkerArguments) && { checkerArguments }),
            explanation: explanations.get(name) ?? "",
            input: base.source(at, "input"),
            output: base.source(at, "output"),
          })),
        },
        format,
      );
      const folder = problem.slug.replace(/[^a-z0-9]/g, "") || "problem";
      return { status: "DONE", sizeBytes: await store(storage, PACKAGE_EXPORTS + exportId, folder, files) };
    } catch (error) {
      if (error instanceof NotExportable) return { status: "REFUSED", reason: error.message };
      throw error;
    } finally {
      await base.close();
    }
  });
}

const objectSource = (storage: ObjectStorage, key: string) =>
  async function* (): AsyncIterable<Buffer> {
    yield* await storage.read(key);
  };

async function store(storage: ObjectStorage, key: string, folder: string, files: readonly WrittenFile[]): Promise<number> {
  const zip = new ZipFile();
  for (const { path, content, executable = false } of files) {
    const mode = executable ? 0o100755 : 0o100644;
    const name = `${folder}/${path}`;
    if (typeof content === "string") zip.addBuffer(Buffer.from(content), name, { mode });
    else zip.addReadStreamLazy(name, (done) => done(null, Readable.from(content(), { objectMode: false })));
  }
  zip.end();
  const file = await openNameless();
  try {
    await pipeline(zip.outputStream as Readable, async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) await file.appendFile(chunk);
    });
    const { size } = await file.stat();
    await storage.putStream(key, {
      content: Readable.from(chunksOf(file), { objectMode: false }),
      sizeBytes: size,
      contentType: "application/zip",
      contentDisposition: asDownload(`${folder}.zip`),
    });
    return size;
  } finally {
    await file.close();
  }
}
