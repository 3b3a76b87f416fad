import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { AppError, badInput, conflictOf } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { expectAuthorFor } from "../../../accounts/organizations/content/content-owner.js";
import { record } from "../../../base/audit/record.js";
import { publishAssessment } from "../sitting/candidate.topic.js";
import { expectReady, setItems } from "./assessment-items.js";
import type { AssessmentListArgs, CreateAssessmentInput, UpdateAssessmentInput } from "./assessment.input.js";
import {
  ASSESSMENT_COLUMNS,
  assessmentToChange,
  NEWEST_ASSESSMENT_FIRST,
  readAssessment,
  runnableAssessments,
  type AssessmentRow,
} from "./assessment.rows.js";

/** NOT_FOUND for assessments of others, CONFLICT for changes of archived ones. */
export interface AssessmentsService {
  list(em: EntityManager, viewer: SignedIn, args: AssessmentListArgs): Promise<Connection<AssessmentRow>>;
  create(viewer: SignedIn, input: CreateAssessmentInput): Promise<AssessmentRow>;
  update(viewer: SignedIn, input: UpdateAssessmentInput): Promise<AssessmentRow>;
  publish(viewer: SignedIn, id: string, address: string): Promise<AssessmentRow>;
  archive(viewer: SignedIn, id: string, address: string): Promise<AssessmentRow>;
  /** A draft with the same items and settings, without window and candidates. */
  copy(viewer: SignedIn, id: string, title: string): Promise<AssessmentRow>;
  /** CONFLICT once someone is invited. */
  remove(viewer: SignedIn, id: string, address: string): Promise<void>;
}

const COLUMNS = {
  title: "title",
  instructions: "instructions",
  opensAt: "opens_at",
  closesAt: "closes_at",
  timeLimitMs: "time_limit_ms",
  feedback: "feedback",
} as const;

function settingsOf(input: Partial<Record<keyof typeof COLUMNS, unknown>>): [column: string, value: unknown][] {
  return (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).flatMap((name): [string, unknown][] =>
    input[name] === undefined ? [] : [[COLUMNS[name], name === "instructions" ? (input[name] ?? "") : input[name]]],
  );
}

function expectWindow({ opensAt, closesAt }: { opensAt?: Date | null; closesAt?: Date | null }): void {
  if (opensAt && closesAt && opensAt >= closesAt) throw badInput("input.closesAt", "`closesAt` must be after `opensAt`.");
}

async function hasStarted(em: EntityManager, id: string): Promise<boolean> {
  const sql = "select 1 from assessment_sittings s join assessment_candidates c on c.id = s.candidate_id where c.assessment_id = ? limit 1";
  return (await rows(em, sql, [id])).length > 0;
}

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
}

export function createAssessmentsService({ db, ...others }: Dependencies): AssessmentsService {
  const note = (viewer: SignedIn, id: string, action: string, address: string) =>
    ({ actorId: viewer.id, action: `assessment.${action}`, subject: { type: "assessment", id }, address }) as const;

  return {
    list(em, viewer, { organizationId, status, ...page }) {
      const conditions = [
        runnableAssessments(viewer),
        ...(organizationId == null ? [] : [{ sql: "a.organization_id = ?", params: [organizationId] }]),
        ...(status == null ? [] : [{ sql: "a.status = ?", params: [status] }]),
      ];
      return readConnection(em, { select: ASSESSMENT_COLUMNS, from: "from assessments a", conditions }, page, NEWEST_ASSESSMENT_FIRST);
    },

    create: (viewer, { items, organizationId = null, ...input }) =>
      db.transaction(async (tx) => {
        await expectAuthorFor(tx, viewer, organizationId);
        expectWindow(input);
        const id = newId();
        const settings = settingsOf(input);
        await tx.execute(
          `insert into assessments (id, owner_id, organization_id, ${settings.map(([column]) => column).join(", ")})
           values (?, ?, ?, ${settings.map(() => "?").join(", ")})`,
          [id, viewer.id, organizationId, ...settings.map(([, value]) => value)],
        );
        await setItems(tx, viewer, id, items ?? []);
        return readAssessment(tx, viewer, id);
      }),

    update: (viewer, { id, expectedRevision, items, ...input }) =>
      db.transaction(async (tx) => {
        const before = await assessmentToChange(tx, viewer, id);
        if (before.revision !== expectedRevision) {
          throw conflictOf("input.expectedRevision", `The assessment has revision ${before.revision} by now. Read it again.`, "OUTDATED");
        }
        expectWindow({ opensAt: before.opensAt, closesAt: before.closesAt, ...input });
        if ((items || (input.timeLimitMs !== undefined && input.timeLimitMs !== before.timeLimitMs)) && (await hasStarted(tx, id)))
          throw new AppError("CONFLICT", "A candidate has started, so items and time limit are fixed. Copy the assessment to change them.");
        const settings = settingsOf(input);
        const assignments = settings.map(([column]) => `${column} = ?, `).join("");
        await tx.execute(`update assessments set ${assignments}revision = revision + 1, updated_at = now() where id = ?`, [
          ...settings.map(([, value]) => value),
          id,
        ]);
        if (items) await setItems(tx, viewer, id, items);
        if (items && before.status === "PUBLISHED") await expectReady(tx, id);
        return readAssessment(tx, viewer, id);
      }),

    publish: (viewer, id, address) =>
      db.transaction(async (tx) => {
        const before = await assessmentToChange(tx, viewer, id);
        await expectReady(tx, id);
        if (before.status === "PUBLISHED") return before;
        await tx.execute(
          `update assessments set status = 'PUBLISHED', published_at = coalesce(published_at, now()), revision = revision + 1, updated_at = now()
           where id = ?`,
          [id],
        );
        record(tx, note(viewer, id, "published", address));
        return readAssessment(tx, viewer, id);
      }),

    archive: (viewer, id, address) =>
      db.transaction(async (tx) => {
        const before = await readAssessment(tx, viewer, id, { lock: true });
        if (before.status === "ARCHIVED") return before;
        await tx.execute("update assessments set status = 'ARCHIVED', revision = revision + 1, updated_at = now() where id = ?", [id]);
        record(tx, note(viewer, id, "archived", address));
        tx.afterCommit(() => publishAssessment(others, id));
        return readAssessment(tx, viewer, id);
      }),

    copy: (viewer, id, title) =>
      db.transaction(async (tx) => {
        const { organizationId } = await readAssessment(tx, viewer, id);
        await expectAuthorFor(tx, viewer, organizationId);
        const copyId = newId();
        await tx.execute(
          `insert into assessments (id, owner_id, organization_id, copy_of_id, title, instructions, time_limit_ms, feedback)
           select ?, ?, organization_id, id, ?, instructions, time_limit_ms, feedback from assessments where id = ?`,
          [copyId, viewer.id, title, id],
        );
        await tx.execute(
          `insert into assessment_items (assessment_id, position, section, quiz_id, draw, points)
           select ?, position, section, quiz_id, draw, points from assessment_items where assessment_id = ?`,
          [copyId, id],
        );
        await tx.execute(
          `insert into assessment_item_problems (assessment_id, position, problem_id, place)
           select ?, position, problem_id, place from assessment_item_problems where assessment_id = ?`,
          [copyId, id],
        );
        return readAssessment(tx, viewer, copyId);
      }),

    remove: (viewer, id, address) =>
      db.transaction(async (tx) => {
        await readAssessment(tx, viewer, id, { lock: true });
        if ((await rows(tx, "select 1 from assessment_candidates where assessment_id = ? limit 1", [id])).length > 0)
          throw new AppError("CONFLICT", "People are invited to this assessment. Archive it, or delete its candidates first.");
        await tx.execute("delete from assessments where id = ?", [id]);
        record(tx, note(viewer, id, "deleted", address));
      }),
  };
}
