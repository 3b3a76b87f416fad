/** Ids that stand for one object of one type, and reading anything again by its id. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import { draft, published } from "../support/authoring.js";
import { clientOf } from "../support/client.js";
import {
  MeDocument,
  NodeDocument,
  NodesDocument,
  ProblemDocument,
  PublishProblemDocument,
  SubmissionsDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner, createProblem, submit, SUM_ACCEPTED, type Problem } from "../support/scenario.js";

let installation: Installation;
let api: Api;
let author: Awaited<ReturnType<typeof createInstructor>>;
let learner: Awaited<ReturnType<typeof createLearner>>;
let problem: Problem;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi();
  author = await createInstructor(installation, api);
  learner = await createLearner(api);
  problem = await createProblem(installation, api);
}, 300_000);

afterAll(() => installation.stop());

/** What plain `fetch` gets, errors and all. */
async function ask(query: string, variables: object = {}, token: string | null = null) {
  const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(api.url, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  return (await response.json()) as {
    data: Record<string, Record<string, unknown> | null> | null;
    errors?: { path?: unknown; extensions: { code: string; fields?: { field: string }[] } }[];
  };
}

describe("an id", () => {
  it("is opaque, and its bare UUID is taken as input too, in any case of letters", async () => {
    expect(problem.id).toBe(globalId("Problem", keyOf(problem.id)));
    for (const id of [problem.id, keyOf(problem.id), keyOf(problem.id).toUpperCase()]) {
      expect((await learner.request(ProblemDocument, { id })).problem).toMatchObject({ id: problem.id, slug: problem.slug });
    }
  });

  it("of another type is BAD_USER_INPUT at its path, as is what is none", async () => {
    const publish = (id: string) => author.errorOf(PublishProblemDocument, { input: { id } });
    for (const id of [author.userId, "x", `${problem.id}x`, globalId("Problem", "x"), globalId("Nothing", newId())]) {
      const error = await publish(id);
      expect(error).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "input.id" }] } });
    }
    expect((await publish(author.userId)).message).toBe("This is an ID of type User; use one of type Problem.");
  });

  it("in a list has its index in the path, and all faults are told at once", async () => {
    const answer = await ask(
      `mutation ($ids: [ID!]!, $problem: ID!) { rejudgeSubmissions(input: { submissionIds: $ids, filter: { problemId: $problem } }) { rejudgedCount } }`,
      { ids: [newId(), author.userId, "x"], problem: author.userId },
      author.token,
    );
    const fields = answer.errors![0]!.extensions.fields!.map(({ field }) => field);
    expect(fields.sort()).toEqual(["input.filter.problemId", "input.submissionIds.1", "input.submissionIds.2"]);
  });

  it("is the same in lists, payloads, relations and events", async () => {
    const id = await submit(learner, problem, SUM_ACCEPTED);
    const { submissions } = await learner.request(SubmissionsDocument, {});
    expect(submissions.edges.map(({ node }) => node.id)).toEqual([id]);
    const { nodes } = (await ask("{ submissions { nodes { id problem { id } } } }", {}, learner.token)).data!.submissions as {
      nodes: unknown[];
    };
    expect(nodes).toEqual([{ id, problem: { id: problem.id } }]);
  });
});

describe("node", () => {
  it("reads what the viewer may see, with the same rules for its fields", async () => {
    const node = async (who: typeof learner, id: string) => (await who.request(NodeDocument, { id })).node;
    expect(await node(learner, problem.id)).toMatchObject({ __typename: "Problem", id: problem.id, title: expect.any(String) });
    expect(await node(learner, learner.userId)).toMatchObject({ __typename: "User", email: expect.any(String) });
    expect(await node(author, learner.userId)).toMatchObject({ __typename: "User", id: learner.userId, email: null });
    const submission = await submit(learner, problem, SUM_ACCEPTED);
    expect(await node(learner, submission)).toMatchObject({ source: SUM_ACCEPTED.source, problem: { id: problem.id } });
  });

  it("answers null alike for what there is not and for what is hidden", async () => {
    const hidden = (await draft(author)).id;
    const submission = await submit(learner, problem, SUM_ACCEPTED);
    for (const who of [createdFor(null), createdFor(author.token)]) {
      for (const id of [submission, globalId("Submission", newId())]) expect((await who.request(NodeDocument, { id })).node).toBeNull();
    }
    for (const who of [createdFor(null), learner]) {
      for (const id of [hidden, globalId("Problem", newId())]) expect((await who.request(NodeDocument, { id })).node).toBeNull();
    }
    expect((await author.request(NodeDocument, { id: hidden })).node).toMatchObject({ id: hidden });
  });

  it("refuses what is not a global id", async () => {
    for (const id of ["", "x", newId(), globalId("Query", "me")]) {
      expect(await learner.errorOf(NodeDocument, { id })).toMatchObject({
        code: "BAD_USER_INPUT",
        extensions: { fields: [{ field: "id" }] },
      });
    }
  });

  it("reads languages, sign-in providers and, for admins, workers by their names", async () => {
    const { data } = await ask("{ languages { id slug name version } signInProviders { id } }");
    const python = (data!.languages as unknown as { id: string; slug: string }[]).find(({ slug }) => slug === "python")!;
    expect(await ask("query ($id: ID!) { node(id: $id) { id ... on Language { slug name version } } }", { id: python.id })).toMatchObject({
      data: { node: python },
    });
    const { languages } = data! as unknown as { languages: { id: string; slug: string }[] };
    const starter = (language: string) =>
      ask("query ($id: ID!, $language: String!) { problem(id: $id) { starterCode(language: $language) } }", { id: problem.id, language });
    for (const { id, slug } of languages) expect((await starter(id)).data).toEqual((await starter(slug)).data);
    const wrong = (await starter(author.userId)).errors![0]!.extensions;
    expect(wrong).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ field: "language", code: "INVALID_VALUE" }] });

    await installation.startWorker();
    const admin = await createInstructor(installation, api, "ADMIN");
    const workers = "{ judge { workers { id name level } } }";
    const listed = (await ask(workers, {}, admin.token)).data!.judge!.workers as { id: string }[];
    expect(listed).toHaveLength(1);
    const one = "query ($id: ID!) { node(id: $id) { id ... on JudgeWorker { name level } } }";
    expect(await ask(one, listed[0], admin.token)).toMatchObject({ data: { node: listed[0] } });
    expect(await ask(one, listed[0], learner.token)).toMatchObject({ data: { node: null } });
  });

  it("is null when it is signed out, without an error", async () => {
    const submission = await submit(learner, problem, SUM_ACCEPTED);
    expect((await createdFor(null).request(NodeDocument, { id: submission })).node).toBeNull();
  });
});

describe("nodes", () => {
  it("answers in the order of the ids, also twice, and null in place of each that is not there", async () => {
    const other = await published(author);
    const ids = [learner.userId, problem.id, globalId("Problem", newId()), other.id, problem.id];
    const { nodes } = await learner.request(NodesDocument, { ids });
    expect(nodes).toEqual([
      { __typename: "User", id: learner.userId },
      { __typename: "Problem", id: problem.id },
      null,
      { __typename: "Problem", id: other.id },
      { __typename: "Problem", id: problem.id },
    ]);
  });

  it("takes at most 100, and each counts", async () => {
    const ids = Array.from({ length: 101 }, () => globalId("Problem", newId()));
    expect((await learner.errorOf(NodesDocument, { ids })).code).toBe("BAD_USER_INPUT");
    expect((await learner.request(NodesDocument, { ids: ids.slice(1) })).nodes).toHaveLength(100);
    const dear = await ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Problem { testSets { nodes { tests { name } } } } } }`, {
      ids: [problem.id],
    });
    expect(dear.errors![0]!.extensions.code).toBe("QUERY_TOO_COMPLEX");
  });
});

describe("one failure of several", () => {
  it("leaves the other root fields of a query", async () => {
    const answer = await ask(
      `query ($id: ID!) { problem(id: $id) { title } unreadNotificationCount missing: problem(slug: "no-such") { id } }`,
      {
        id: problem.id,
      },
    );
    expect(answer.data).toEqual({ problem: { title: expect.any(String) }, unreadNotificationCount: null, missing: null });
    expect(answer.errors!.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [["unreadNotificationCount"], "UNAUTHENTICATED"],
      [["missing"], "NOT_FOUND"],
    ]);
  });

  it("leaves the result of the mutation before it, which was carried out", async () => {
    const answer = await ask(
      `mutation { updateProfile(input: { displayName: "Kept" }) { user { displayName } } archiveProblem(input: { id: "${newId()}" }) { problem { id } } }`,
      {},
      author.token,
    );
    expect(answer.data).toEqual({ updateProfile: { user: { displayName: "Kept" } }, archiveProblem: null });
    expect(answer.errors).toMatchObject([{ path: ["archiveProblem"], extensions: { code: "NOT_FOUND" } }]);
    expect((await author.request(MeDocument)).me.id).toBe(author.userId);
  });
});

const createdFor = (token: string | null) => clientOf(api, token);
