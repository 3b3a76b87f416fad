import DataLoader from "dataloader";
import * as z from "zod";
import type { LoaderFactory } from "../../../graphql/context.js";
import { contract } from "../../../kernel/contract.js";
import { id } from "../../../kernel/schemas.js";
import { MINUTE_MS } from "../../../kernel/units.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";

/** A topic as read and cached; entities are only for writing. */
const topicRow = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  icon: z.string(),
  description: z.string(),
  parentId: id.nullable(),
});

export type TopicRow = z.infer<typeof topicRow>;

export const TOPIC_COLUMNS = `t.id, t.slug, t.name, t.icon, t.description, t.parent_id as "parentId"`;

/** All topics. There are only a few dozen, so one statement loads the whole tree. */
export class TopicTree {
  readonly #byId: Map<string, TopicRow>;
  readonly #children: Map<string | null, TopicRow[]>;

  constructor(private readonly all: readonly TopicRow[]) {
    this.#byId = new Map(all.map((topic) => [topic.id, topic]));
    this.#children = Map.groupBy(all, ({ parentId }) => parentId);
  }

  get roots(): TopicRow[] {
    return this.childrenOf(null);
  }

  byId(id: string): TopicRow | undefined {
    return this.#byId.get(id);
  }

  bySlug(slug: string): TopicRow | undefined {
    return this.all.find((topic) => topic.slug === slug);
  }

  childrenOf(id: string | null): TopicRow[] {
    return this.#children.get(id) ?? [];
  }

  parentOf(topic: TopicRow): TopicRow | null {
    return (topic.parentId !== null && this.#byId.get(topic.parentId)) || null;
  }

  /** From the root to the parent. */
  ancestorsOf(topic: TopicRow): TopicRow[] {
    const parent = this.parentOf(topic);
    return parent ? [...this.ancestorsOf(parent), parent] : [];
  }
}

export const TREE = { name: "topics", longestMs: MINUTE_MS, content: contract("topics", z.array(topicRow)) };

const readTopics = (em: EntityManager) => rows<TopicRow>(em, `select ${TOPIC_COLUMNS} from topics t order by t.position, t.name, t.id`);

/** As seen by the transaction of `em`. */
export async function readTopicTree(em: EntityManager): Promise<TopicTree> {
  return new TopicTree(await readTopics(em));
}

/** The tree, read once per operation. The only key is "all". */
export const topicTree: LoaderFactory<"all", TopicTree> = (context) =>
  new DataLoader(async (keys) => {
    const tree = new TopicTree(await context.cache.read(TREE, "all", () => readTopics(context.em)));
    return keys.map(() => tree);
  });
