import { LockMode } from "@mikro-orm/core";
import type { SignedIn, Viewer } from "../../../access/viewer.js";
import { topicChanged } from "../../../events/topic-changed.event.js";
import { AppError, badInput, conflictOf, notFound } from "../../../kernel/errors.js";
import { isId } from "../../../kernel/ids.js";
import { violatedUnique, type Database, type EntityManager } from "../../../platform/database/database.js";
import { announce } from "../../../platform/outbox/outbox.js";
import type { ReadCache } from "../../../platform/redis/read-cache.js";
import { record } from "../../base/audit/record.js";
import { Topic } from "./topic.entity.js";
import { readTopicTree, TREE, type TopicRow, type TopicTree } from "./topic.loaders.js";
import type { CreateTopicInput, UpdateTopicInput } from "./topic.type.js";

export interface TopicsService {
  /** `viewer` is null for the system itself, such as the seed. */
  create(viewer: Viewer, input: CreateTopicInput, address: string): Promise<TopicRow>;
  update(viewer: Viewer, input: UpdateTopicInput, address: string): Promise<TopicRow>;
  /**
   * Deletes an empty topic. CONFLICT if it has child topics, or if `refuse` rejects, with which higher modules check
   * their own references. Nothing can be added to the topic while `refuse` runs.
   */
  delete(viewer: SignedIn, id: string, address: string, refuse: (em: EntityManager) => Promise<void>): Promise<void>;
  /** Ids of the topics, in the given order. BAD_USER_INPUT names unknown slugs. */
  idsOf(em: EntityManager, slugs: readonly string[], field: string): Promise<string[]>;
}

export function createTopicsService({ db, readCache }: { db: Database; readCache: ReadCache }): TopicsService {
  /** Serializes edits of the tree: two moves that are valid alone could form a cycle together. */
  const edit = async (change: (em: EntityManager, tree: TopicTree) => Promise<Topic>): Promise<TopicRow> => {
    try {
      return await db.transaction(async (tx) => {
        await tx.execute("lock table topics in share row exclusive mode");
        const topic = await change(tx, await readTopicTree(tx));
        announce(tx, topicChanged, { topicId: topic.id });
        tx.afterCommit(() => readCache.forget(TREE));
        await tx.flush();
        return rowOf(topic);
      });
    } catch (error) {
      if (violatedUnique(error) !== "topics_slug_unique") throw error;
      const message = "There is already a topic with this slug. Choose another.";
      throw conflictOf("input.slug", message);
    }
  };

  return {
    create: (viewer, input, address) =>
      edit(async (em, tree) => {
        const { slug, name, icon, description, position } = input;
        const topic = Object.assign(new Topic(), { slug, name: name.trim(), icon, description, position: position ?? 0 });
        if (input.parent != null) topic.parent = em.getReference(Topic, parentNamed(tree, input.parent).id, { wrapped: true });
        em.persist(topic);
        record(em, {
          actorId: viewer?.id ?? null,
          action: "topic.created",
          subject: { type: "topic", id: topic.id },
          address,
          details: { slug },
        });
        return topic;
      }),

    update: (viewer, { id, ...input }, address) =>
      edit(async (em, tree) => {
        const topic = await em.findOne(Topic, { id });
        if (!topic) throw notFound("topic");
        topic.slug = input.slug ?? topic.slug;
        topic.name = input.name?.trim() ?? topic.name;
        topic.icon = input.icon ?? topic.icon;
        topic.description = input.description === undefined ? topic.description : (input.description ?? "");
        topic.position = input.position ?? topic.position;
        if (input.parent === null) topic.parent = null;
        if (input.parent != null) {
          const parent = parentNamed(tree, input.parent);
          if ([parent, ...tree.ancestorsOf(parent)].some((above) => above.id === id)) {
            throw badInput("input.parent", "A topic cannot be moved under itself or one of its descendants.");
          }
          topic.parent = em.getReference(Topic, parent.id, { wrapped: true });
        }
        record(em, {
          actorId: viewer?.id ?? null,
          action: "topic.updated",
          subject: { type: "topic", id },
          address,
          details: { slug: topic.slug },
        });
        return topic;
      }),

    async delete(viewer, id, address, refuse) {
      await edit(async (em, tree) => {
        const topic = isId(id) ? await em.findOne(Topic, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
        if (!topic) throw notFound("topic");
        const below = tree.childrenOf(id);
        if (below.length > 0) {
          const names = below.slice(0, NAMED).map(({ slug }) => slug);
          const more = below.length > NAMED ? ` and ${below.length - NAMED} more` : "";
          throw new AppError("CONFLICT", `This topic has child topics: ${names.join(", ")}${more}. Move or delete them first.`);
        }
        await refuse(em);
        em.remove(topic);
        record(em, { actorId: viewer.id, action: "topic.deleted", subject: { type: "topic", id }, address, details: { slug: topic.slug } });
        return topic;
      });
    },

    async idsOf(em, slugs, field) {
      const tree = await readTopicTree(em);
      const unknown = slugs.filter((slug) => !tree.bySlug(slug));
      if (unknown.length > 0) throw badInput(field, `There is no such topic: ${unknown.join(", ")}.`, "UNKNOWN_VALUE");
      return slugs.map((slug) => tree.bySlug(slug)!.id);
    },
  };
}

/** Maximum number of child topics listed in the error. */
const NAMED = 5;

function parentNamed(tree: TopicTree, slug: string): TopicRow {
  const parent = tree.bySlug(slug);
  if (!parent) throw badInput("input.parent", `There is no topic "${slug}".`, "UNKNOWN_VALUE");
  return parent;
}

function rowOf({ id, slug, name, icon, description, parent }: Topic): TopicRow {
  return { id, slug, name, icon, description, parentId: parent?.id ?? null };
}
