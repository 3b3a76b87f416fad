import { randomUUID } from "node:crypto";
import { clientOf, type Client } from "../support/client.js";
import {
  CreateProblemDocument,
  CreateTopicDocument,
  DeleteTopicDocument,
  PublishProblemDocument,
  SetProblemTestsDocument,
  TopicDocument,
  TopicsDocument,
  UpdateTopicDocument,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

describe("topics", () => {
  let installation: Installation;
  let api: Api;
  let admin: Client;
  let anonymous: Client;

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi({ LOG_LEVEL: "debug" });
    anonymous = clientOf(api);
    admin = await createInstructor(installation, api, "ADMIN");
  });

  afterAll(() => installation?.stop());

  /** Makes topics, each under the one before it, and returns their slugs and ids. */
  async function chain(length: number) {
    const made: { slug: string; id: string }[] = [];
    for (let i = 0; i < length; i++) {
      const input = {
        slug: `t-${randomUUID().slice(0, 8)}`,
        name: "Topic",
        icon: "sprout",
        description: "About.",
        parent: made.at(-1)?.slug,
      };
      made.push((await admin.request(CreateTopicDocument, { input })).createTopic.topic);
    }
    return made;
  }

  async function publishProblemIn(topics: string[]) {
    const input = { title: `P ${randomUUID()}`, statement: "S", difficulty: "EASY" as const, topics };
    const { id } = (await admin.request(CreateProblemDocument, { input })).createProblem.problem;
    const tests = [
      { name: "s", input: "1", output: "1", sample: true },
      { name: "h", input: "2", output: "2" },
    ];
    await admin.request(SetProblemTestsDocument, { input: { problemId: id, tests } });
    await admin.request(PublishProblemDocument, { input: { id } });
  }

  it("form a tree that is read from its roots", async () => {
    const [root, middle, leaf] = await chain(3);
    const { topics } = await anonymous.request(TopicsDocument);
    const found = topics.find(({ slug }) => slug === root!.slug)!;
    expect(found.children).toMatchObject([
      {
        slug: middle!.slug,
        parent: { slug: root!.slug },
        ancestors: [{ slug: root!.slug }],
        children: [{ slug: leaf!.slug, ancestors: [{ slug: root!.slug }, { slug: middle!.slug }] }],
      },
    ]);
    expect(topics.map(({ slug }) => slug)).not.toContain(leaf!.slug);
  });

  it("stand in their order, then by name", async () => {
    const [root] = await chain(1);
    for (const [name, position] of [
      ["B", 1],
      ["A", 1],
      ["Z", 0],
    ] as const) {
      const input = { slug: `t-${randomUUID().slice(0, 8)}`, name, icon: "sprout", description: name, parent: root!.slug, position };
      await admin.request(CreateTopicDocument, { input });
    }
    const children = await installation.sql<{ name: string }>("select name from topics where parent_id = $1 order by position, name", [
      root!.id,
    ]);
    expect(children.map(({ name }) => name)).toEqual(["Z", "A", "B"]);
    const { topics } = await anonymous.request(TopicsDocument);
    expect(topics.find(({ slug }) => slug === root!.slug)!.children).toHaveLength(3);
  });

  it("count the published problems in them and under them, each once", async () => {
    const [root, leaf] = await chain(2);
    await publishProblemIn([root!.slug, leaf!.slug]);
    await publishProblemIn([leaf!.slug]);
    const draft = { title: `P ${randomUUID()}`, statement: "S", difficulty: "EASY" as const, topics: [leaf!.slug] };
    await admin.request(CreateProblemDocument, { input: draft });
    const { topic } = await anonymous.request(TopicDocument, { slug: root!.slug });
    expect(topic!.problemCount).toBe(2);
    expect((await anonymous.request(TopicDocument, { slug: leaf!.slug })).topic!.problemCount).toBe(2);
  });

  it("cost at most two statements, however many there are", async () => {
    await chain(3);
    expect(await statementsOf(api, () => anonymous.request(TopicsDocument))).toBeLessThanOrEqual(2);
  });

  it("are edited by admins only", async () => {
    const input = { slug: "mine", name: "Mine", icon: "sprout", description: "" };
    expect((await anonymous.errorOf(CreateTopicDocument, { input })).code).toBe("UNAUTHENTICATED");
    expect((await (await createLearner(api)).errorOf(CreateTopicDocument, { input })).code).toBe("FORBIDDEN");
    expect((await (await createInstructor(installation, api)).errorOf(CreateTopicDocument, { input })).code).toBe("FORBIDDEN");
  });

  it("move, but never under themselves", async () => {
    const [root, middle, leaf] = await chain(3);
    const move = (id: string, parent: string | null) => ({ input: { id, parent } });
    for (const below of [root!, middle!, leaf!]) {
      expect((await admin.errorOf(UpdateTopicDocument, move(root!.id, below.slug))).code).toBe("BAD_USER_INPUT");
    }
    const { updateTopic } = await admin.request(UpdateTopicDocument, move(leaf!.id, root!.slug));
    expect(updateTopic.topic.parent).toEqual({ slug: root!.slug });
    expect((await admin.request(UpdateTopicDocument, move(leaf!.id, null))).updateTopic.topic.parent).toBeNull();
  });

  it("never form a circle when two moves meet", async () => {
    const [[one], [other]] = [await chain(1), await chain(1)];
    const outcomes = await Promise.allSettled([
      admin.request(UpdateTopicDocument, { input: { id: one!.id, parent: other!.slug } }),
      admin.request(UpdateTopicDocument, { input: { id: other!.id, parent: one!.slug } }),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("keep what an update does not name", async () => {
    const [, leaf] = await chain(2);
    const { updateTopic } = await admin.request(UpdateTopicDocument, { input: { id: leaf!.id, name: "New name" } });
    expect(updateTopic.topic).toMatchObject({ name: "New name", slug: leaf!.slug, parent: { slug: expect.any(String) } });
  });

  it("lose their description by null, and nothing that they need", async () => {
    const [one] = await chain(1);
    await admin.request(UpdateTopicDocument, { input: { id: one!.id, description: null } });
    expect((await anonymous.request(TopicDocument, { slug: one!.slug })).topic!.description).toBe("");
    const input = { id: one!.id, name: null, icon: null, slug: null, position: null };
    expect((await admin.errorOf(UpdateTopicDocument, { input })).extensions.fields).toMatchObject([
      { field: "input.slug", code: "REQUIRED" },
      { field: "input.name", code: "REQUIRED" },
      { field: "input.icon", code: "REQUIRED" },
      { field: "input.position", code: "REQUIRED" },
    ]);
  });

  describe("are deleted", () => {
    const remove = (id: string) => ({ input: { id } });

    it("when they are empty, and an audit entry stays", async () => {
      const [root, leaf] = await chain(2);
      expect((await admin.request(DeleteTopicDocument, remove(leaf!.id))).deleteTopic.deletedId).toBe(leaf!.id);
      expect((await anonymous.errorOf(TopicDocument, { slug: leaf!.slug })).code).toBe("NOT_FOUND");
      expect((await admin.errorOf(DeleteTopicDocument, remove(leaf!.id))).code).toBe("NOT_FOUND");
      await admin.request(DeleteTopicDocument, remove(root!.id));
      const entries = await installation.sql<{ details: object }>(
        "select details from audit_entries where action = 'topic.deleted' order by id",
      );
      expect(entries.map(({ details }) => details)).toEqual([{ slug: leaf!.slug }, { slug: root!.slug }]);
    });

    it("not while topics lie under them, or problems are in them: the message names what holds them", async () => {
      const [root, leaf] = await chain(2);
      expect(await admin.errorOf(DeleteTopicDocument, remove(root!.id))).toMatchObject({
        code: "CONFLICT",
        message: expect.stringContaining(leaf!.slug),
      });
      const input = { title: `Held ${randomUUID()}`, statement: "S", difficulty: "EASY" as const, topics: [leaf!.slug] };
      const { problem } = (await admin.request(CreateProblemDocument, { input })).createProblem;
      expect(await admin.errorOf(DeleteTopicDocument, remove(leaf!.id))).toMatchObject({
        code: "CONFLICT",
        message: expect.stringContaining(problem.slug),
      });
      expect((await anonymous.request(TopicDocument, { slug: leaf!.slug })).topic!.slug).toBe(leaf!.slug);
      expect((await anonymous.request(TopicDocument, { slug: root!.slug })).topic!.slug).toBe(root!.slug);
    });

    it("by admins only", async () => {
      const [one] = await chain(1);
      expect((await anonymous.errorOf(DeleteTopicDocument, remove(one!.id))).code).toBe("UNAUTHENTICATED");
      expect((await (await createInstructor(installation, api)).errorOf(DeleteTopicDocument, remove(one!.id))).code).toBe("FORBIDDEN");
      expect((await admin.errorOf(DeleteTopicDocument, remove(randomUUID()))).code).toBe("NOT_FOUND");
    });
  });

  it("note when they were made and last changed", async () => {
    const [one] = await chain(1);
    const times = async () =>
      (
        await installation.sql<{ created_at: Date; updated_at: Date }>("select created_at, updated_at from topics where slug = $1", [
          one!.slug,
        ])
      )[0]!;
    const before = await times();
    await admin.request(UpdateTopicDocument, { input: { id: one!.id, description: "Changed." } });
    const after = await times();
    expect(after.created_at).toEqual(before.created_at);
    expect(after.updated_at.getTime()).toBeGreaterThan(before.updated_at.getTime());
  });

  it("have slugs of their own", async () => {
    const [[one], [other]] = [await chain(1), await chain(1)];
    const taken = await admin.errorOf(UpdateTopicDocument, { input: { id: one!.id, slug: other!.slug } });
    expect(taken).toMatchObject({ code: "CONFLICT", extensions: { fields: [{ field: "input.slug" }] } });
    expect((await anonymous.errorOf(TopicDocument, { slug: "no-such-topic" })).code).toBe("NOT_FOUND");
    expect((await admin.errorOf(UpdateTopicDocument, { input: { id: randomUUID(), name: "N" } })).code).toBe("NOT_FOUND");
  });

  it.each([
    ["a slug with spaces", { slug: "a b" }, "input.slug"],
    ["an empty name", { name: " " }, "input.name"],
    ["an icon that is no name", { icon: "<svg>" }, "input.icon"],
    ["an unknown parent", { parent: "no-such-topic" }, "input.parent"],
    ["a negative position", { position: -1 }, "input.position"],
  ])("refuse %s and name the field", async (_what, change, field) => {
    const input = { slug: `t-${randomUUID().slice(0, 8)}`, name: "N", icon: "sprout", description: "", ...change };
    const error = await admin.errorOf(CreateTopicDocument, { input });
    expect(error.code).toBe("BAD_USER_INPUT");
    expect(error.extensions.fields).toEqual(expect.arrayContaining([expect.objectContaining({ field })]));
  });
});
