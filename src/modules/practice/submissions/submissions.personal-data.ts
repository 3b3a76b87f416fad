import { judgementFinished } from "../../../events/judgement-finished.event.js";
import { rows } from "../../../platform/database/database.js";
import { announce } from "../../../platform/outbox/outbox.js";
import { OWN_SHOWN_VERDICT } from "./results/shown-verdict.js";
import type { SourceFile } from "./submission.entity.js";
import { findLanguage } from "../../../judge/languages/index.js";
import { countOf, listOfRows, pagesOf, removal, statement, type PersonalData } from "../../contracts/personal-data.js";

/** Null where the verdict is not shown either. */
const ownUnless = (column: string) => `case when ${OWN_SHOWN_VERDICT} <> 'REJECTED' then ${column} end`;

const SUBMISSIONS = "from submissions s join problems p on p.id = s.problem_id where s.user_id = ?";
const WITH_SOURCE = "from submissions s where s.source is not null and s.user_id = ?";
/** Sources have up to a megabyte each, and statements have a time limit. */
const BATCH = 100;

const HISTORY = { kept: "It is the history of verdicts, for the other editors of the problem. It goes when its retention ends." };

/** Verdicts are kept for statistics; source code and output are erased. */
export const submissionsPersonalData: PersonalData = {
  columns: {
    "rejudgings.created_by_id": { export: "rejudgings", deletion: HISTORY },
    "rejudgings.decided_by_id": { export: { not: "That you applied or cancelled one stands in `activity`." }, deletion: HISTORY },
    "verifications.user_id": { export: { not: "It is background work on a problem, and removed after a year." }, deletion: "removed" },
    "submissions.user_id": { export: "submissions", deletion: "cleared" },
    "best_solutions.user_id": { export: { not: "It is counted from `submissions`." }, deletion: "removed" },
    "judgements.user_id": {
      export: { not: "It repeats the owner of the submission, to number finished judgements." },
      deletion: { kept: "It is the account of the submission, whose row is kept." },
    },
    "judgements.requested_by_id": {
      export: { not: "It concerns another account's submission; your rejudge is in `activity`." },
      deletion: { kept: "It is the history of a verdict and does not contain your name." },
    },
  },
  exports: [
    listOfRows({
      name: "rejudgings",
      description: "Rejudgings you created: what for and what came of them. Whose submissions they were is not in here.",
      select: `r.id, r.problem_id as "problemId", r.reason, r.submission_count as "submissionCount", r.status, r.verdict_changes as "verdictChanges",
        r.created_at as "createdAt", r.decided_at as "decidedAt"`,
      from: "from rejudgings r where r.created_by_id = ?",
      key: "r.id",
    }),
    listOfRows({
      name: "submissions",
      description: "Your submissions with their latest judgements, without hidden tests.",
      select: `s.id, s.problem_id as "problemId", p.slug as problem, s.language, s.source_bytes as "sourceBytes", s.created_at as "createdAt",
        (select json_build_object('status', j.status, 'verdict', ${OWN_SHOWN_VERDICT},
           'detail', ${ownUnless("j.detail")}, 'compilerOutput', j.compiler_output,
           'testsTotal', j.tests_total, 'testsPassed', ${ownUnless("j.tests_passed")}, 'cpuMs', ${ownUnless("j.cpu_ms")},
           'wallMs', ${ownUnless("j.wall_ms")}, 'peakMemoryKb', ${ownUnless("j.peak_memory_kb")}, 'toolchain', j.toolchain,
           'score', ${ownUnless("j.score")}, 'maxScore', ${ownUnless("j.max_score")}, 'groups', ${ownUnless("j.groups")},
           'finishedAt', j.finished_at) from judgements j where j.submission_id = s.id and not j.staged order by j.id desc limit 1) as judgement`,
      from: SUBMISSIONS,
      key: "s.id",
    }),
    {
      name: "sources",
      description: "The code of each submission, named by its id; its other files are in a folder of that name.",
      count: (reader) => countOf(reader, WITH_SOURCE),
      async *files(reader) {
        const select = `s.id, s.language, s.source, s.files, s.created_at as "createdAt"`;
        const all = pagesOf<{ id: string; language: string; source: string; files: SourceFile[]; createdAt: Date }>(reader, {
          select,
          from: WITH_SOURCE,
          key: "s.id",
          page: 20,
        });
        for await (const { id, language, source, files, createdAt } of all) {
          yield { path: `${id}${extensionOf(language)}`, content: source, changedAt: createdAt };
          for (const { name, content } of files) yield { path: `${id}/${name}`, content, changedAt: createdAt };
        }
      },
    },
  ],
  erasures: [
    removal("verifications"),
    removal("best_solutions"),
    {
      name: "running judgements",
      async step(em, userId) {
        // A worker that is judging one finds its claim lost.
        const ended = await rows<{ judgementId: string; submissionId: string; problemId: string; setApart: boolean }>(
          em,
          `update judgements j set status = 'FINISHED', verdict = 'CANCELLED', finished_at = now(), lease_expires_at = null
           from submissions s where s.id = j.submission_id and s.user_id = ? and j.status <> 'FINISHED' and not j.staged
           returning j.id as "judgementId", s.id as "submissionId", s.problem_id as "problemId", s.set_apart as "setApart"`,
          [userId],
        );
        for (const { setApart, ...one } of ended) if (!setApart) announce(em, judgementFinished, { ...one, userId, verdict: "CANCELLED" });
        await em.flush();
        return ended.length;
      },
    },
    statement(
      "submissions to own drafts",
      `delete from submissions where id in (
         select s.id from submissions s join problems p on p.id = s.problem_id
         where s.user_id = ? and p.author_id = s.user_id and p.published_at is null and p.status <> 'PUBLISHED' limit ${BATCH})`,
    ),
    {
      name: "sources",
      async step(em, userId) {
        const cleared = await rows<{ id: string }>(
          em,
          `update submissions set source = null, files = '[]', idempotency_key = null
           where id in (select id from submissions where user_id = ? and source is not null order by id limit ${BATCH}) returning id`,
          [userId],
        );
        if (cleared.length === 0) return 0;
        const ids = [`{${cleared.map(({ id }) => id).join(",")}}`];
        // They leave their open sets. A worker that is judging one finds its claim lost.
        await em.execute("delete from judgements where submission_id = any(?::uuid[]) and staged", ids);
        await em.execute(
          "update judgements set compiler_output = null, tests = '[]', failed_test = null where submission_id = any(?::uuid[])",
          ids,
        );
        return cleared.length;
      },
    },
  ],
};

function extensionOf(language: string): string {
  const file = findLanguage(language)?.fileName;
  return file ? file.slice(file.lastIndexOf(".")) : ".txt";
}
