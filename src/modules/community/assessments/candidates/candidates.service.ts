import { randomBytes } from "node:crypto";
import type { SignedIn } from "../../../../access/viewer.js";
import { assessmentInvited } from "../../../../events/assessment-invited.event.js";
import { guestRetired } from "../../../../events/guest-retired.event.js";
import { readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { AppError, fieldErrors } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { ApiTokensService } from "../../../accounts/identity/api-tokens/api-tokens.service.js";
import { createInvitationLimits } from "../../../accounts/identity/people-lists/invitation-limits.js";
import { record } from "../../../base/audit/record.js";
import { ASSESSMENT_LIMITS, LINK_DAYS } from "../assessment-limits.js";
import { assessmentToChange, readAssessment } from "../authoring/assessment.rows.js";
import { endSitting, lockSitting } from "../sitting/lock-sitting.js";
import { publishAssessment, publishCandidate } from "../sitting/candidate.topic.js";
import type { CandidateListArgs, InvitedCandidateInput, SetAssessmentAccommodationInput } from "./candidate.input.js";
import { CANDIDATE_COLUMNS, CANDIDATES_BY, FROM_CANDIDATES, readCandidate, type CandidateRow } from "./candidate.rows.js";
import { ASSESSMENT_RATES } from "./invitation-rates.js";

/** NOT_FOUND for candidates and assessments of others. */
export interface CandidatesService {
  list(em: EntityManager, viewer: SignedIn, args: CandidateListArgs): Promise<Connection<CandidateRow>>;
  /** Those who are invited already stay as they are. All or none. */
  invite(viewer: SignedIn, assessmentId: string, people: readonly InvitedCandidateInput[], address: string): Promise<CandidateRow[]>;
  /** A new link; older ones stop working. Also takes back a revocation. */
  resend(viewer: SignedIn, id: string, address: string): Promise<CandidateRow>;
  /** Ends link, sessions and an open sitting. */
  revoke(viewer: SignedIn, id: string, address: string): Promise<CandidateRow>;
  /** Time that is given to an open sitting counts at once. */
  accommodate(viewer: SignedIn, change: SetAssessmentAccommodationInput, address: string): Promise<CandidateRow>;
  /** With everything that the candidate did. */
  remove(viewer: SignedIn, id: string, address: string): Promise<void>;
}

interface Dependencies {
  db: Database;
  limiter: RateLimiter;
  pubSub: PubSub;
  log: Logger;
  apiTokens: ApiTokensService;
}

/** Deletes a candidate in the caller's transaction; `privacy` then deletes the guest with the submissions. */
export async function eraseCandidate(tx: EntityManager, id: string): Promise<void> {
  const [gone] = await rows<{ guestId: string | null }>(
    tx,
    `delete from assessment_candidates where id = ? returning guest_id as "guestId"`,
    [id],
  );
  if (gone?.guestId) announce(tx, guestRetired, { userId: gone.guestId });
}

export function createCandidatesService({ db, limiter, apiTokens, ...others }: Dependencies): CandidatesService {
  const limits = createInvitationLimits(limiter, ASSESSMENT_RATES);
  const note = (tx: EntityManager, viewer: SignedIn, { id, assessmentId }: CandidateRow, action: string, address: string) =>
    record(tx, {
      ...{ actorId: viewer.id, action: `assessment.candidate-${action}` },
      ...{ subject: { type: "assessment", id: assessmentId }, address, details: { candidateId: id } },
    });
  const changed = (tx: Transaction, { id, assessmentId }: CandidateRow) =>
    tx.afterCommit(() => publishCandidate(others, { candidateId: id, assessmentId }));

  return {
    async list(em, viewer, { assessmentId, orderBy, ...page }) {
      await readAssessment(em, viewer, assessmentId);
      const conditions = [{ sql: "c.assessment_id = ?", params: [assessmentId] }];
      return readConnection(em, { select: CANDIDATE_COLUMNS, from: FROM_CANDIDATES, conditions }, page, CANDIDATES_BY[orderBy ?? "NEWEST"]);
    },

    async invite(viewer, assessmentId, people, address) {
      await limits.countImport(viewer);
      return db.transaction(async (tx) => {
        const { status } = await assessmentToChange(tx, viewer, assessmentId);
        if (status !== "PUBLISHED") throw new AppError("CONFLICT", "Publish the assessment before you invite candidates.");
        const wanted = await identified(tx, people);
        const known = await rows<{ email: string | null; accountId: string | null }>(
          tx,
          `select email, account_id as "accountId" from assessment_candidates where assessment_id = ?`,
          [assessmentId],
        );
        const seen = new Set(known.map(({ email, accountId }) => email ?? accountId));
        const fresh = wanted.filter(({ email, accountId }) => !seen.has(email ?? accountId));
        if (seen.size + fresh.length > ASSESSMENT_LIMITS.candidates)
          throw new AppError("CONFLICT", `An assessment has at most ${ASSESSMENT_LIMITS.candidates} candidates.`);
        await limits.countInvitations(viewer, fresh.length);
        await tx.execute(
          `insert into assessment_candidates (id, assessment_id, email, account_id, name, seed, time_percent, break_ms, link_expires_at)
           select id, ?, email, "accountId", name, seed, "timePercent", "breakMs", now() + interval '${LINK_DAYS} days'
           from jsonb_to_recordset(?::jsonb) as given (id uuid, email text, "accountId" uuid, name text, seed text, "timePercent" int, "breakMs" int)`,
          [assessmentId, JSON.stringify(fresh)],
        );
        for (const { id, email } of fresh)
          if (email === null || (await limits.mayMail(email))) announce(tx, assessmentInvited, { candidateId: id, mailId: newId() });
        record(tx, {
          ...{ actorId: viewer.id, action: "assessment.candidates-invited" },
          ...{ subject: { type: "assessment", id: assessmentId }, address, details: { invited: fresh.length } },
        });
        await tx.flush();
        tx.afterCommit(() => publishAssessment(others, assessmentId));
        const emails = wanted.flatMap(({ email }) => email ?? []);
        const accounts = wanted.flatMap(({ accountId }) => accountId ?? []);
        return rows<CandidateRow>(
          tx,
          `select ${CANDIDATE_COLUMNS} ${FROM_CANDIDATES} where c.assessment_id = ? and (
             c.email = any(array(select jsonb_array_elements_text(?::jsonb))) or c.account_id = any(?::uuid[])) order by c.id`,
          [assessmentId, JSON.stringify(emails), `{${accounts.join(",")}}`],
        );
      });
    },

    resend: (viewer, id, address) =>
      db.transaction(async (tx) => {
        const before = await readCandidate(tx, viewer, id, { lock: true });
        await assessmentToChange(tx, viewer, before.assessmentId);
        if (before.email !== null && !(await limits.mayMail(before.email)))
          throw new AppError("RATE_LIMITED", "This address has got enough mails for today.", {
            retryAfterMs: ASSESSMENT_RATES.mails.windowMs,
          });
        await tx.execute(
          `update assessment_candidates set link_version = link_version + 1, link_expires_at = now() + interval '${LINK_DAYS} days',
             invited_at = now(), revoked_at = null where id = ?`,
          [id],
        );
        announce(tx, assessmentInvited, { candidateId: id, mailId: newId() });
        note(tx, viewer, before, "invited-again", address);
        return readCandidate(tx, viewer, id);
      }),

    revoke: (viewer, id, address) =>
      db.transaction(async (tx) => {
        const before = await readCandidate(tx, viewer, id, { lock: true });
        if (before.revokedAt) return before;
        await tx.execute("update assessment_candidates set revoked_at = now(), link_version = link_version + 1 where id = ?", [id]);
        if (before.guestId) await apiTokens.revokeAll(tx, before.guestId);
        const sitting = await lockSitting(tx, id);
        if (sitting?.status === "OPEN") await endSitting(tx, sitting, "AUTHOR");
        note(tx, viewer, before, "revoked", address);
        changed(tx, before);
        return readCandidate(tx, viewer, id);
      }),

    accommodate: (viewer, { id, timePercent, breakMs }, address) =>
      db.transaction(async (tx) => {
        const before = await readCandidate(tx, viewer, id, { lock: true });
        await assessmentToChange(tx, viewer, before.assessmentId);
        const sitting = await lockSitting(tx, id);
        if (sitting && sitting.status !== "OPEN") throw new AppError("CONFLICT", "This candidate has finished.");
        const after = { percent: timePercent ?? 100, breakMs: breakMs ?? 0 };
        await tx.execute("update assessment_candidates set time_percent = ?, break_ms = ? where id = ?", [
          after.percent,
          after.breakMs,
          id,
        ]);
        // What changes is given to, or taken from, what is left; a break that was taken stays taken.
        if (sitting)
          await tx.execute(
            `update assessment_sittings s set revision = s.revision + 1,
               deadline_at = deadline_at + round(a.time_limit_ms::numeric * ? / 100) * interval '1 millisecond',
               break_left_ms = greatest(0, least(break_left_ms + ?, ${ASSESSMENT_LIMITS.breakMs}))
             from assessment_candidates c join assessments a on a.id = c.assessment_id where c.id = s.candidate_id and s.id = ?`,
            [after.percent - before.timePercent, after.breakMs - before.breakMs, sitting.id],
          );
        note(tx, viewer, before, "accommodated", address);
        changed(tx, before);
        return readCandidate(tx, viewer, id);
      }),

    remove: (viewer, id, address) =>
      db.transaction(async (tx) => {
        const before = await readCandidate(tx, viewer, id, { lock: true });
        note(tx, viewer, before, "deleted", address);
        await eraseCandidate(tx, id);
        changed(tx, before);
      }),
  };
}

interface NewCandidate {
  id: string;
  email: string | null;
  accountId: string | null;
  name: string;
  seed: string;
  timePercent: number;
  breakMs: number;
}

/** Without repetitions. BAD_USER_INPUT with every faulty one. */
async function identified(em: EntityManager, people: readonly InvitedCandidateInput[]): Promise<NewCandidate[]> {
  const names = people.flatMap(({ username }) => username?.toLowerCase() ?? []);
  const accounts = await rows<{ id: string; username: string }>(
    em,
    `select id, username from users where username = any(array(select jsonb_array_elements_text(?::jsonb)))
     and deleted_at is null and suspended_at is null and not guest`,
    [JSON.stringify(names)],
  );
  const byName = new Map(accounts.map(({ id, username }) => [username, id]));
  const faults: FieldProblem[] = [];
  const found = new Map<string, NewCandidate>();
  for (const [index, { email, username, name, timePercent, breakMs }] of people.entries()) {
    const field = `input.candidates.${index}`;
    if ((email == null) === (username == null)) {
      faults.push({ field, code: "INVALID_VALUE", message: "Give either `email` or `username`." });
      continue;
    }
    const accountId = username == null ? null : byName.get(username.toLowerCase());
    if (accountId === undefined) {
      faults.push({ field: `${field}.username`, code: "UNKNOWN_VALUE", message: "There is no account with this username." });
      continue;
    }
    const who = { email: email?.toLowerCase() ?? null, accountId };
    const key = who.email ?? accountId!;
    if (found.has(key)) continue;
    found.set(key, {
      ...{ id: newId(), ...who, name: name ?? "", seed: randomBytes(16).toString("hex") },
      ...{ timePercent: timePercent ?? 100, breakMs: breakMs ?? 0 },
    });
  }
  if (faults.length > 0) throw fieldErrors(faults);
  return [...found.values()];
}
