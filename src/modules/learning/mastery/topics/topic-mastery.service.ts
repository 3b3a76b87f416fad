import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { FROM_MASTERIES, LATEST_FIRST, MASTERY_COLUMNS, type TopicMasteryRow } from "./topic-mastery.rows.js";

/** Topics that the viewer has answers on, the one practised last first. */
export function listMastery(em: EntityManager, viewer: SignedIn, page: PageArgs): Promise<Connection<TopicMasteryRow>> {
  const conditions = [{ sql: "m.user_id = ?", params: [viewer.id] }];
  return readConnection(em, { select: MASTERY_COLUMNS, from: FROM_MASTERIES, conditions }, page, LATEST_FIRST);
}

/** Null if the viewer has no answers on the topic, or there is no such topic. */
export async function masteryOfTopic(em: EntityManager, viewer: SignedIn, topicId: string): Promise<TopicMasteryRow | null> {
  if (!isId(topicId)) return null;
  const sql = `select ${MASTERY_COLUMNS} ${FROM_MASTERIES} where m.user_id = ? and m.topic_id = ?`;
  return (await rows<TopicMasteryRow>(em, sql, [viewer.id, topicId]))[0] ?? null;
}

export function masteriesById(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<TopicMasteryRow[]> {
  return rows(em, `select ${MASTERY_COLUMNS} ${FROM_MASTERIES} where m.user_id = ? and m.id in (?)`, [viewer.id, ids]);
}
