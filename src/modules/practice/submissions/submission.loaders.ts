import DataLoader from "dataloader";
import type { Viewer } from "../../../access/viewer.js";
import { rows } from "../../../platform/database/database.js";
import type { LoaderFactory } from "../../../graphql/context.js";
import { CO_AUTHOR_IDS } from "../problems/problem.rows.js";
import { shownJudgement } from "./results/shown-results.js";
import { readQueuePlaces, type QueuePlace } from "./judgements/queue-places.js";
import { SCORE_COLUMNS } from "./judgements/score-columns.js";
import type { JudgementProgress } from "./live/judgement-progress.js";
import type { SourceFile } from "./submission.entity.js";
import type { JudgementType } from "./judgements/judgement.type.js";

export const JUDGEMENT_COLUMNS = `j.id, j.status, j.verdict, j.detail, j.attempt, j.tests_total as "testsTotal", j.tests_passed as "testsPassed", j.cpu_ms as "cpuMs",
  j.wall_ms as "wallMs", j.peak_memory_kb as "peakMemoryKb", j.compiler_output as "compilerOutput", j.tests, jsonb_array_length(j.tests) as "testsFinished", t.version as "testSetVersion", j.problem_revision as "problemRevision",
  j.queued_at as "queuedAt", j.started_at as "startedAt", j.finished_at as "finishedAt", j.toolchain, j.timeline, ${SCORE_COLUMNS},
  json_build_object('language', s.language, 'feedback', p.feedback, 'problemAuthorId', p.author_id, 'problemOrganizationId', p.organization_id, 'problemCoAuthorIds', ${CO_AUTHOR_IDS}) as origin`;
/** Judgements `j` with what their columns need. */
export const FROM_JUDGEMENTS = `from judgements j join test_sets t on t.id = j.test_set_id join submissions s on s.id = j.submission_id
  join problems p on p.id = s.problem_id`;

/** The newest judgement of each submission that counts, in one statement, including progress its row does not show yet. */
export function latestJudgementWith(progress: JudgementProgress): LoaderFactory<string, JudgementType> {
  return ({ em, viewer }) =>
    new DataLoader(async (submissionIds) => {
      const found = await rows<JudgementType & { submissionId: string }>(
        em,
        `select distinct on (j.submission_id) j.submission_id as "submissionId", ${JUDGEMENT_COLUMNS}
         ${FROM_JUDGEMENTS}
         where j.submission_id = any(?::uuid[]) and not j.staged order by j.submission_id, j.id desc`,
        [`{${submissionIds.join(",")}}`],
      );
      const bySubmission = new Map((await withProgress(progress, viewer, found)).map((judgement) => [judgement.submissionId, judgement]));
      return submissionIds.map((id) => bySubmission.get(id) ?? new Error(`submission ${id} has no judgement`));
    });
}

/** Judgements by id, staged ones too. Checks no permission. */
export function judgementByIdWith(progress: JudgementProgress): LoaderFactory<string, JudgementType | null> {
  return ({ em, viewer }) =>
    new DataLoader(async (ids) => {
      const sql = `select ${JUDGEMENT_COLUMNS} ${FROM_JUDGEMENTS} where j.id = any(?::uuid[])`;
      const found = await withProgress(progress, viewer, await rows<JudgementType>(em, sql, [`{${ids.join(",")}}`]));
      const byId = new Map(found.map((judgement) => [judgement.id, judgement]));
      return ids.map((id) => byId.get(id) ?? null);
    });
}

/** Adds the tests finished since the rows were written, and takes out what the viewer may not see. */
export async function withProgress<J extends JudgementType>(
  progress: JudgementProgress,
  viewer: Viewer,
  judgements: readonly J[],
): Promise<J[]> {
  const kept = await progress.of(judgements);
  return judgements.map((judgement) => {
    const present = kept.get(judgement.id);
    const whole: J = present && present.tests.length > 0 ? { ...judgement, ...present, status: "RUNNING" } : judgement;
    return shownJudgement(viewer, whole);
  });
}

/** Queue position of a judgement; null if it is not queued. */
export const queuePlace: LoaderFactory<string, QueuePlace | null> = ({ em }) =>
  new DataLoader(async (judgementIds) => {
    const places = await readQueuePlaces(em, judgementIds);
    return judgementIds.map((id) => places.get(id) ?? null);
  });

export const filesOfSubmission: LoaderFactory<string, SourceFile[]> = ({ em }) =>
  new DataLoader(async (submissionIds) => {
    const found = await rows<{ id: string; files: SourceFile[] }>(em, "select id, files from submissions where id = any(?::uuid[])", [
      `{${submissionIds.join(",")}}`,
    ]);
    const byId = new Map(found.map(({ id, files }) => [id, files]));
    return submissionIds.map((id) => byId.get(id) ?? []);
  });

export const sourceOf: LoaderFactory<string, string | null> = ({ em }) =>
  new DataLoader(async (submissionIds) => {
    const found = await rows<{ id: string; source: string | null }>(em, "select id, source from submissions where id = any(?::uuid[])", [
      `{${submissionIds.join(",")}}`,
    ]);
    const byId = new Map(found.map(({ id, source }) => [id, source]));
    return submissionIds.map((id) => byId.get(id) ?? null);
  });
