import type { SignedIn } from "../../../../access/viewer.js";
import { groupHintGiven } from "../../../../events/group-hint-given.event.js";
import { conflictOf, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { record } from "../../../base/audit/record.js";
import { assignmentToGrade } from "../../coursework/assignments/assignment.rows.js";
import { groupsById, type WrongAnswerGroupRow } from "../grouping/wrong-answer-group.rows.js";
import type { OnJoined } from "../grouping/group-answers.js";
import { groupHintsTopic } from "./group-hints.topic.js";

export interface GivenHint {
  groupId: string;
  body: string;
  /** Required to replace a present hint. */
  expectedVersion?: number | null;
}

export interface GroupHintsService {
  /** Gives all members of the group the hint, or replaces its text. CONFLICT if there is another version than expected. */
  give(viewer: SignedIn, hint: GivenHint, address: string): Promise<WrongAnswerGroupRow>;
  /** Safe to repeat. */
  withdraw(viewer: SignedIn, groupId: string, address: string): Promise<WrongAnswerGroupRow>;
  /** An answer has joined a group: it gets the group's hint. */
  joined: OnJoined;
}

/** Learners per event. */
const SHARE = 500;

export function createGroupHintsService({ db, pubSub }: { db: Database; pubSub: PubSub }): GroupHintsService {
  /** Locked: answers that join meanwhile wait, and then find the hint. */
  const toHint = async (tx: Transaction, viewer: SignedIn, groupId: string): Promise<WrongAnswerGroupRow> => {
    const [group] = await groupsById(tx, viewer, [groupId]);
    if (!group) throw notFound("group");
    await assignmentToGrade(tx, viewer, group.assignmentId);
    const locked = await rows(tx, "select 1 from wrong_answer_groups where id = ? for update", [groupId]);
    if (locked.length === 0) throw notFound("group");
    return group;
  };
  const membersOf = async (tx: Transaction, groupId: string): Promise<string[]> => {
    const sql = "select distinct user_id as id from wrong_answers where group_id = ?";
    return (await rows<{ id: string }>(tx, sql, [groupId])).map(({ id }) => id);
  };
  /** Notifies those who have not been notified of the hint before; all of them see it live. */
  const deliver = async (tx: Transaction, hintId: string, userIds: readonly string[]) => {
    const first = await rows<{ id: string }>(
      tx,
      `insert into group_hint_receipts (hint_id, user_id) select ?, u.id from unnest(?::uuid[]) as u (id) on conflict do nothing returning user_id as id`,
      [hintId, `{${userIds.join(",")}}`],
    );
    for (let from = 0; from < first.length; from += SHARE)
      announce(tx, groupHintGiven, { hintId, userIds: first.slice(from, from + SHARE).map(({ id }) => id) });
    publish(tx, hintId, userIds);
  };
  const publish = (tx: Transaction, hintId: string, userIds: readonly string[]) => {
    if (userIds.length === 0) return;
    const channels = userIds.map((userId) => [groupHintsTopic, userId] as const);
    tx.afterCommit(() => pubSub.publishAll(channels, { hintId }));
  };
  const note = (tx: Transaction, viewer: SignedIn, verb: string, { id, assignmentId }: WrongAnswerGroupRow, address: string) =>
    record(tx, {
      ...{ actorId: viewer.id, action: `group-hint.${verb}`, subject: { type: "class-assignment", id: assignmentId } },
      ...{ address, details: { groupId: id } },
    });

  return {
    give: (viewer, { groupId, body, expectedVersion }, address) =>
      db.transaction(async (tx) => {
        const group = await toHint(tx, viewer, groupId);
        const sql = "select version, withdrawn_at is null as present from group_hints where group_id = ?";
        const [former] = await rows<{ version: number; present: boolean }>(tx, sql, [groupId]);
        if (former?.present && former.version !== expectedVersion)
          throw conflictOf("input.expectedVersion", "This group has a hint of another version. Read it again.", "OUTDATED");
        const [hint] = await rows<{ id: string }>(
          tx,
          `insert into group_hints as h (id, group_id, body, author_id) values (?, ?, ?, ?) on conflict (group_id) do update
           set body = excluded.body, author_id = excluded.author_id, version = h.version + 1, updated_at = now(), withdrawn_at = null returning id`,
          [newId(), groupId, body, viewer.id],
        );
        await deliver(tx, hint!.id, await membersOf(tx, groupId));
        note(tx, viewer, former?.present ? "changed" : "given", group, address);
        return group;
      }),

    withdraw: (viewer, groupId, address) =>
      db.transaction(async (tx) => {
        const group = await toHint(tx, viewer, groupId);
        const sql =
          "update group_hints set withdrawn_at = now(), updated_at = now() where group_id = ? and withdrawn_at is null returning id";
        const [hint] = await rows<{ id: string }>(tx, sql, [groupId]);
        if (!hint) return group;
        publish(tx, hint.id, await membersOf(tx, groupId));
        note(tx, viewer, "withdrawn", group, address);
        return group;
      }),

    async joined(tx, groupId, userId) {
      const [hint] = await rows<{ id: string }>(tx, "select id from group_hints where group_id = ? and withdrawn_at is null", [groupId]);
      if (hint) await deliver(tx, hint.id, [userId]);
    },
  };
}
