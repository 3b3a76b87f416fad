/** Every root field, asked by people of one organization and by outsiders for what is private to another. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { getNamedType, parse, type GraphQLInterfaceType } from "graphql";
import { randomBytes, randomUUID } from "node:crypto";
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import { deepSelection } from "../support/deep-selections.js";
import * as documents from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import {
  CALLS,
  FOR_ADMINS,
  isShared,
  REFERENCES,
  REFUSED,
  ROOT_FIELDS,
  schema,
  SILENT,
  type Call,
  type RootField,
} from "../support/isolation.js";
import { privateObjects, type Ids, type Members } from "../support/private-objects.js";
import { createInstructor, createLearner } from "../support/scenario.js";

type Person = Awaited<ReturnType<typeof createLearner>>;
interface Organization extends Members {
  owner: Person;
  manager: Person;
  /** By the role on the platform only a learner. */
  instructor: Person;
  author: Person;
  learner: Person;
}

/** Stand in every text of what the organization has. */
const MARK = `mine${randomBytes(6).toString("hex")}`;
const MARK_OF_OTHER = `other${randomBytes(6).toString("hex")}`;

let installation: Installation;
let api: Api;
let admin: Person;
let mine: Organization;
let other: Organization;
let ids: Ids;
let idsOfOther: Ids;
/** Of the same types, of nothing. */
let none: Ids;
/** Who asks: all roles of the other organization, an outsider, and a visitor. */
let askers: Record<string, Person | null>;

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ QUERY_COST_PER_MINUTE: "0" });
  admin = await createInstructor(installation, api, "ADMIN");
  [mine, other] = [await createOrganization(), await createOrganization()];
  ids = await privateObjects(installation, mine, MARK);
  idsOfOther = await privateObjects(installation, other, MARK_OF_OTHER);
  none = Object.fromEntries(Object.keys(ids).map((type) => [type, globalId(type, newId())]));
  const { owner, manager, instructor, author, learner } = other;
  await installation.sql("update users set email_verified_at = now()");
  const followers = [mine.author, other.owner, other.manager, other.instructor, other.author, other.learner];
  for (const who of followers) await who.request(documents.FollowUserDocument, { input: { userId: mine.learner.userId } });
  askers = { owner, manager, instructor, author, learner, outsider: await createInstructor(installation, api), visitor: null };
});
afterAll(() => installation?.stop());

async function createOrganization(): Promise<Organization> {
  const owner = await createInstructor(installation, api, "BUSINESS_PARTNER");
  const input = { name: "Acme", slug: `acme-${randomUUID().slice(0, 8)}` };
  const { id } = (await owner.request(documents.CreateOrganizationDocument, { input })).createOrganization.organization;
  await admin.request(documents.GrantEntitlementDocument, { input: { organizationId: id, key: "private-content" } });
  // Before the account's first request, which caches its memberships.
  const join = async (role: string, person: Person) => {
    await installation.sql(
      "insert into organization_members (id, organization_id, user_id, role, joined_by) values ($1, $2, $3, $4, 'LINK')",
      [newId(), id, person.userId, role],
    );
    await installation.sql("update organizations set seats_used = seats_used + 1 where id = $1", [id]);
    return person;
  };
  return {
    ...{
      id,
      owner,
      manager: await join("MANAGER", await createLearner(api)),
      instructor: await join("INSTRUCTOR", await createLearner(api)),
    },
    author: await join("INSTRUCTOR", await createInstructor(installation, api)),
    learner: await join("LEARNER", await createLearner(api)),
  };
}

interface Answer {
  /** Of the error, with its fields; null for an answer with data. */
  error: string | null;
  data: unknown;
}

const AT_ONCE = 20;

/** One answer for each call. */
async function ask(who: Person | null, operation: RootField["operation"], calls: readonly string[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < calls.length; at += AT_ONCE) {
    const batch = calls.slice(at, at + AT_ONCE);
    const query = `${operation} { ${batch.map((call, index) => `a${index}: ${call}`).join("\n")} }`;
    const response = await fetch(api.url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(who && { authorization: `Bearer ${who.token}` }) },
      body: JSON.stringify({ query }),
    });
    const { data, errors = [] } = (await response.json()) as {
      data?: Record<string, unknown>;
      errors?: { message: string; path?: string[]; extensions: { code: string; fields?: { code: string; field: string }[] } }[];
    };
    if (!data) {
      if (batch.length > 1) throw new Error(`${JSON.stringify(errors)} for ${query}`);
      answers.push({ error: `${errors[0]?.extensions.code} ${errors[0]?.message}`, data: null });
      continue;
    }
    for (const index of batch.keys()) {
      const error = errors.find(({ path }) => path?.[0] === `a${index}`);
      const details = error?.extensions.fields?.map(({ code, field }) => `${code} ${field}`).join(" ") ?? "";
      answers.push({
        error: error ? [error.extensions.code, details, error.message].filter(Boolean).join(" ") : null,
        data: data[`a${index}`],
      });
    }
  }
  return answers;
}

const OPERATIONS = ["query", "mutation"] as const;

/** The answer with everything that it has, as deep as the limits allow. */
async function deeply(who: Person | null, { of, text }: Call, given: Ids, most: number): Promise<Answer> {
  for (let depth = most; ; depth--) {
    const selection = deepSelection(schema, getNamedType(of.field.type), depth);
    const [answer] = await ask(who, of.operation, [text(given, selection)]);
    if (depth === 0 || !/QUERY_TOO_COMPLEX/.test(answer!.error ?? "")) return answer!;
  }
}

describe("every root field", () => {
  it("takes ids of types of which one object is private here, or that are shared", () => {
    const types = new Set(ROOT_FIELDS.flatMap((field) => field.ids.map(({ type }) => type)));
    expect([...types].filter((type) => !isShared(type) && !(type in ids))).toEqual([]);
    expect([...types].filter((type) => isShared(type) && type in ids && type !== "User")).toEqual([]);
    const open = ROOT_FIELDS.filter((field) => !field.adminsOnly && field.ids.some(({ type }) => FOR_ADMINS.includes(type)));
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it("answers for an object of another organization as for none at all, to every role", async () => {
    const wrong: string[] = [];
    const hidden = new Set<string>();
    const asked = new Set<string>();
    const others = new Map<string, string>();
    for (const operation of OPERATIONS) {
      const calls = CALLS.filter((call) => call.isolated && call.of.operation === operation);
      // Visitors use no mutation with an id.
      for (const [role, who] of Object.entries(askers).filter(([, asker]) => asker !== null || operation === "query")) {
        const answersTo = (given: Ids) =>
          ask(
            who,
            operation,
            calls.map((call) => call.text(given)),
          );
        const [theirs, nobodys] = await Promise.all([answersTo(ids), answersTo(none)]);
        for (const [at, { label, of }] of calls.entries()) {
          const [answer, same] = [JSON.stringify(theirs[at]), JSON.stringify(nobodys[at])];
          if (answer !== same || answer.includes(MARK)) wrong.push(`${label} by ${role}: ${answer} / ${same}`);
          asked.add(label);
          const { error } = theirs[at]!;
          const wanted = of.adminsOnly ? /^FORBIDDEN/ : /^(NOT_FOUND|BAD_USER_INPUT UNKNOWN_VALUE)/;
          if (wanted.test(error ?? "") || REFUSED[label]?.test(error ?? "")) hidden.add(label);
          else if (role === "author") others.set(label, answer);
        }
      }
    }
    // Otherwise the comparison proves nothing.
    const silent = [...asked].filter((label) => !hidden.has(label) && !SILENT.has(label)).map((label) => `${label}: ${others.get(label)}`);
    const spare = [...SILENT].filter((label) => hidden.has(label) || !asked.has(label));
    expect({ wrong, silent, spare }).toEqual({ wrong: [], silent: [], spare: [] });
  });

  it("shows nothing of it in lists, searches and figures", async () => {
    const profile = { of: ROOT_FIELDS.find(({ name }) => name === "user")!, label: "user(id)" };
    const ofUser = (given: Ids, selection = "{ __typename }") => `user(id: "${given.User!}") ${selection}`;
    const calls = [...CALLS.filter(({ of }) => of.operation === "query"), { ...profile, isolated: false, text: ofUser }];
    const refused: string[] = [];
    const shown = async (who: Person | null, given: Ids, depth = 2) => {
      const found: string[] = [];
      const answers = await ask(
        who,
        "query",
        calls.map(({ text }) => text(given)),
      );
      // Refusals do not depend on the selection.
      for (const call of calls.filter((_, at) => answers[at]!.error === null)) {
        const { error, data } = await deeply(who, call, given, depth);
        if (/^(QUERY_TOO_COMPLEX|GRAPHQL|INTERNAL)/.test(error ?? "")) refused.push(`${call.label}: ${error}`);
        if (`${JSON.stringify(data)} ${error}`.includes(MARK)) found.push(call.label);
      }
      return found;
    };
    const leaks = Object.fromEntries(
      await Promise.all(
        Object.entries(askers).map(async ([role, who]) => [role, await shown(who, ids, role === "author" ? 3 : 2)] as const),
      ),
    );
    // Otherwise there was nothing to see.
    const seen = new Set((await Promise.all([mine.author, mine.owner, mine.learner].map((who) => shown(who, ids)))).flat());
    const unseen = VISIBLE.filter((name) => !seen.has(name));
    expect({ leaks, refused, unseen }).toEqual({
      leaks: Object.fromEntries(Object.keys(askers).map((role) => [role, []])),
      ...{ refused: [], unseen: [] },
    });
  });

  it("finds nothing by words, slugs and many ids", async () => {
    const slugs = await installation.sql<{ slug: string }>(
      "select slug from problems where organization_id = $1 union select slug from tracks where organization_id = $1 union select slug from organizations where id = $1",
      [mine.id],
    );
    const fields = slugs.flatMap(({ slug }) =>
      ["problem", "track", "organization", "quiz"].map((name) => `${name}(slug: "${slug}") { __typename }`),
    );
    const words = [`search(query: "${MARK}", first: 10) { totalCount }`, `searchSuggestions(query: "${MARK}") { __typename }`];
    words.push(`problems(search: "${MARK}") { totalCount }`, `tags(startsWith: "${MARK}") { nodes { __typename } }`);
    const nodes = new Set(schema.getPossibleTypes(schema.getType("Node") as GraphQLInterfaceType).map(({ name }) => name));
    // Accounts and certificates are public.
    const owned = Object.keys(ids).filter((type) => nodes.has(type) && type !== "User");
    const many = `nodes(ids: [${owned.map((type) => `"${ids[type]}"`).join(", ")}]) { __typename id }`;
    for (const [role, who] of Object.entries(askers)) {
      const bySlug = await ask(who, "query", fields);
      expect([role, bySlug.filter(({ data }) => data !== null)]).toEqual([role, []]);
      expect(bySlug.filter(({ error }) => error !== null && !/^(NOT_FOUND|UNAUTHENTICATED)/.test(error))).toEqual([]);
      const [search, suggestions, problems, tags, found] = await ask(who, "query", [...words, many]);
      expect([role, search!.data, suggestions!.data, problems!.data]).toEqual([role, { totalCount: 0 }, [], { totalCount: 0 }]);
      expect(tags!.data ?? { nodes: [] }).toEqual({ nodes: [] });
      const shown = (found!.data as (object | null)[] | null)?.filter((node) => node !== null);
      expect([role, found!.error, shown ?? []]).toEqual([role, null, []]);
    }
    const inside = await ask(mine.learner, "query", words.slice(0, 3));
    expect(inside.map(({ data }) => ("totalCount" in (data as object) ? (data as { totalCount: number }).totalCount : data))).not.toContain(
      0,
    );
  });

  it("takes no object of another organization as part of an own one", async () => {
    const wrong: string[] = [];
    const asked: { label: string; answer: string; again: () => Promise<Answer> }[] = [];
    for (const { label, of, text } of REFERENCES) {
      if (of.operation === "subscription" || of.adminsOnly) continue;
      const who = OWNERS_ONLY.has(of.name) ? other.owner : other.author;
      const selection = of.operation === "query" ? deepSelection(schema, getNamedType(of.field.type), 1) : undefined;
      const answerTo = async (given: Ids) => (await ask(who, of.operation, [text(idsOfOther, given, selection)]))[0]!;
      const [answer, same] = [JSON.stringify(await answerTo(ids)), JSON.stringify(await answerTo(none))];
      if (answer !== same || answer.includes(MARK)) wrong.push(`${label}: ${answer} / ${same}`);
      asked.push({ label, answer, again: () => answerTo(idsOfOther) });
    }
    // An object of the own organization is answered differently, so the id was looked at.
    const alike: string[] = [];
    for (const { label, answer, again } of asked) {
      const isAlike = JSON.stringify(await again()) === answer;
      if (isAlike && !UNREACHED.has(label)) alike.push(`${label}: ${answer.slice(0, 200)}`);
      if (!isAlike && UNREACHED.has(label)) alike.push(`${label} is reached`);
    }
    expect({ wrong, alike }).toEqual({ wrong: [], alike: [] });
  });

  it("streams nothing of it", async () => {
    const streams = CALLS.filter(({ isolated, of }) => isolated && of.operation === "subscription" && !OWN_CURSORS.has(of.name));
    const refusals = (who: Person, given: Ids) =>
      Promise.all(
        streams.map(async ({ label, text }) => {
          const query = `subscription { ${text(given)} }`;
          try {
            for await (const event of who.subscribe(parse(query) as TypedDocumentNode<object, object>))
              return `${label} ${JSON.stringify(event)}`;
            return `${label} completed`;
          } catch (error) {
            return `${label} ${(error as { code?: string }).code} ${(error as Error).message}`;
          }
        }),
      );
    const hidden = new Set<string>();
    for (const who of [other.owner, other.author, other.learner, askers.outsider!]) {
      const answers = await refusals(who, ids);
      expect(answers).toEqual(await refusals(who, none));
      expect(answers.filter((answer) => !/^\S+ (NOT_FOUND|FORBIDDEN)/.test(answer))).toEqual([]);
      for (const answer of answers) if (answer.includes(" NOT_FOUND")) hidden.add(answer.split(" ")[0]!);
    }
    expect(streams.map(({ label }) => label).filter((label) => !hidden.has(label))).toEqual([]);
  });
});

/** Queries that show texts of the organization to its own people. */
const VISIBLE = [
  ...["problem", "problems", "submission", "track", "tracks", "lesson", "class", "classAssignment", "assessment", "webhookEndpoints"],
  ...["questionBank", "question", "quiz", "forumThread", "forumThreads(problemId)", "search", "notebook", "myForumDrafts", "organization"],
  "followingActivity",
];
/** Their id is a place in the account's own list. */
const OWN_CURSORS = new Set(["notificationReceived"]);
/** Fields that authors of an organization may not use. */
const OWNERS_ONLY = new Set(["setOrganizationLogo"]);
/** References to an own object that are answered alike, by the reason. */
const UNREACHED = new Set([
  // Own lists, which have nothing to filter here.
  ...["myLessonNotes(filter.lessonId)", "gradingChanges(assignmentId)", "handedInCode(problemId)", "lineComments(submissionId)"],
  // Nobody has handed in code.
  "rejudgeAssessment(problemId)",
  // Files must belong to the account and have the right purpose and content; their subject is not read: storage.test.ts.
  ...["setOrganizationLogo(fileId)", "addProblemFile(fileId)", "importProblemTests(fileId)", "importQuestions(fileId)"],
  ...["add.input", "add.output", "replace.input", "replace.output"].map((path) => `editProblemTests(changes[].${path}.fileId)`),
  ...["submitCoursework(fileIds)", "addLineComment(fileId)", "addMaterial(fileId)"],
  // The file is no picture. Files of tracks are reached by `blocks[].file`.
  ...["createLesson(blocks[].image.fileId)", "updateLesson(blocks[].image.fileId)"],
  // Lists with one item.
  ...["moveAssignment", "moveLesson", "moveMaterial", "moveTrackModule"].map((name) => `${name}(afterId)`),
  // `updateClassMember` reaches sections.
  "addClassMember(sectionId)",
  // Nothing was handed in, and submissions are of learners.
  ...["addLineComment(submissionId)", "requestAiHint(submissionId)"],
  // Removes a draft of the account's own, if it is one.
  ...["addForumReply(draftId)", "createForumThread(draftId)"],
  // Only interviews with an instructor have a problem that is chosen.
  "setInterviewProblem(problemId)",
]);
