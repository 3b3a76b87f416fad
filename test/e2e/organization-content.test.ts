/** What belongs to an organization: who creates, finds, edits, moves and loses it, and that nobody else notices it. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import { clientOf } from "../support/client.js";
import { createLesson, createModule, createTrack, publishedTrack, publishTrack, readLesson } from "../support/content.js";
import * as documents from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner, submit, SUM_ACCEPTED } from "../support/scenario.js";
import { sqlOf } from "../support/statements.js";

type Person = Awaited<ReturnType<typeof createLearner>>;
interface Organization {
  id: string;
  owner: Person;
  manager: Person;
  /** By the role on the platform only a learner, as all but the owner. */
  instructor: Person;
  learner: Person;
}

let installation: Installation;
let api: Api;
let admin: Person;
/** An instructor of the platform who belongs to no organization. */
let stranger: Person;
let mine: Organization;
let other: Organization;

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  admin = await createInstructor(installation, api, "ADMIN");
  stranger = await createInstructor(installation, api);
  mine = await createOrganization();
  other = await createOrganization();
});
afterAll(() => installation?.stop());

/** Before the account's first request, which caches its memberships. */
async function join(organizationId: string, person: Person, role: string): Promise<Person> {
  await installation.sql(
    "insert into organization_members (id, organization_id, user_id, role, joined_by) values ($1, $2, $3, $4, 'LINK')",
    [newId(), organizationId, person.userId, role],
  );
  await installation.sql("update organizations set seats_used = seats_used + 1 where id = $1", [organizationId]);
  return person;
}

async function createOrganization(): Promise<Organization> {
  const owner = await createInstructor(installation, api, "BUSINESS_PARTNER");
  const input = { name: "Acme", slug: `acme-${randomUUID().slice(0, 8)}` };
  const { id } = (await owner.request(documents.CreateOrganizationDocument, { input })).createOrganization.organization;
  await admin.request(documents.GrantEntitlementDocument, { input: { organizationId: id, key: "private-content" } });
  const [manager, instructor, learner] = await Promise.all(
    ["MANAGER", "INSTRUCTOR", "LEARNER"].map(async (role) => join(id, await createLearner(api), role)),
  );
  return { id, owner, manager: manager!, instructor: instructor!, learner: learner! };
}

const TESTS = [
  { name: "sample-1", input: "1 2\n", output: "3\n", sample: true },
  { name: "hidden-1", input: "2 3\n", output: "5\n", sample: false },
];

/** Published, with one sample and one hidden test. */
async function problemBy(author: Person, change: object = {}, publish = true): Promise<{ id: string; slug: string; title: string }> {
  const title = `Quokka ${randomUUID().slice(0, 8)}`;
  const input = { title, statement: "Add the quokkas.", difficulty: "EASY" as never, tags: ["quokka"], ...change };
  const { problem } = (await author.request(documents.CreateProblemForTestDocument, { input })).createProblem;
  await author.request(documents.SetTestsForTestDocument, { input: { problemId: problem.id, tests: TESTS } });
  if (publish) await author.request(documents.PublishForTestDocument, { input: { id: problem.id } });
  return { ...problem, title };
}

const codeOf = async (asked: Promise<{ code: string }>) => (await asked).code;
const seenBy = async (who: Person, { id }: { id: string }) =>
  who.request(documents.ProblemForTestDocument, { id }).then(
    () => true,
    () => false,
  );

describe("content of an organization", () => {
  it("is written by its staff, whatever their role on the platform is, and by nobody else", async () => {
    const problem = await problemBy(mine.instructor, { organizationId: mine.id }, false);
    const input = { title: "X", statement: "x", difficulty: "EASY" as never };
    const create = (who: Person, organizationId: string | null) =>
      codeOf(who.errorOf(documents.CreateProblemForTestDocument, { input: { ...input, organizationId } }));
    expect(await create(mine.instructor, null)).toBe("FORBIDDEN");
    expect(await create(mine.owner, other.id)).toBe("NOT_FOUND");
    expect(await create(mine.learner, mine.id)).toBe("FORBIDDEN");
    expect(await create(stranger, mine.id)).toBe("NOT_FOUND");
    expect(await create(admin, globalId("Organization", newId()))).toBe("NOT_FOUND");

    // A draft: for its staff and admins.
    const seen = await Promise.all(
      [mine.owner, mine.manager, mine.instructor, admin, mine.learner, other.owner, stranger].map((who) => seenBy(who, problem)),
    );
    expect(seen).toEqual([true, true, true, true, false, false, false]);
    await mine.manager.request(documents.UpdateProblemDocument, { input: { id: problem.id, title: "Quokka farm", expectedRevision: 1 } });
    await mine.owner.request(documents.PublishForTestDocument, { input: { id: problem.id } });
    expect(await seenBy(mine.learner, problem)).toBe(true);
    expect(await seenBy(other.owner, problem)).toBe(false);
    expect(
      await codeOf(mine.learner.errorOf(documents.UpdateProblemDocument, { input: { id: problem.id, title: "Y", expectedRevision: 2 } })),
    ).toBe("FORBIDDEN");
    expect(
      await codeOf(
        mine.owner.errorOf(documents.AddProblemCoAuthorDocument, { input: { problemId: problem.id, username: stranger.username } }),
      ),
    ).toBe("CONFLICT");
    expect(
      await codeOf(mine.owner.errorOf(documents.OfferOwnershipDocument, { input: { objectId: problem.id, username: stranger.username } })),
    ).toBe("FORBIDDEN");
  });

  it("needs the entitlement private-content of the organization; what is there stays when it ends", async () => {
    const { id, owner, learner } = await createOrganization();
    const problem = await problemBy(owner, { organizationId: id });
    const holds = (await owner.request(documents.MyEntitlementsDocument, { active: true })).myEntitlements.nodes;
    const { id: held } = holds.find(({ key }) => key === "private-content")!;
    await admin.request(documents.RevokeEntitlementDocument, { input: { id: held, reason: "Test" } });
    // One that a member holds is no one of the organization.
    await admin.request(documents.GrantEntitlementDocument, { input: { userId: owner.userId, key: "private-content" } });
    const needed = { code: "ENTITLEMENT_REQUIRED", extensions: { entitlement: "private-content" } };
    const input = { title: "X", statement: "x", difficulty: "EASY" as never, organizationId: id };
    expect(await owner.errorOf(documents.CreateProblemForTestDocument, { input })).toMatchObject(needed);
    const track = { title: "X", difficulty: "EASY" as never, organizationId: id };
    expect(await owner.errorOf(documents.CreateTrackDocument, { input: track })).toMatchObject(needed);
    const lessons = { title: "Class", timeZone: "UTC", organizationId: id };
    expect(await owner.errorOf(documents.CreateClassDocument, { input: lessons })).toMatchObject(needed);
    const own = await problemBy(await createInstructor(installation, api));
    const move = { objectId: own.id, organizationId: id, visibility: "ORGANIZATION" as const };
    expect(await codeOf(owner.errorOf(documents.MoveToOrganizationDocument, { input: move }))).toBe("FORBIDDEN");
    // The owner is a business partner, who has no content outside of organizations.
    const author = await join(id, await createInstructor(installation, api), "INSTRUCTOR");
    const theirs = await problemBy(author);
    expect(await author.errorOf(documents.MoveToOrganizationDocument, { input: { ...move, objectId: theirs.id } })).toMatchObject(needed);
    // Public content needs none; to hide it again does.
    const open = { ...move, objectId: theirs.id, visibility: "PUBLIC" as const };
    await author.request(documents.MoveToOrganizationDocument, { input: open });
    const hidden = { objectId: theirs.id, visibility: "ORGANIZATION" as const };
    expect(await author.errorOf(documents.SetContentVisibilityDocument, { input: hidden })).toMatchObject(needed);
    expect([await seenBy(learner, problem), await seenBy(stranger, problem)]).toEqual([true, false]);
    await owner.request(documents.UpdateProblemDocument, { input: { id: problem.id, title: "Quokka farm", expectedRevision: 1 } });
    await admin.request(documents.GrantEntitlementDocument, { input: { organizationId: id, key: "private-content" } });
    await owner.request(documents.CreateProblemForTestDocument, { input });
  });

  it("is in no list, search, count or suggestion of others, and costs its members no statement", async () => {
    const open = await problemBy(stranger);
    const closed = await problemBy(mine.owner, { organizationId: mine.id });
    const track = await publishedTrack(mine.manager, [1], { organizationId: mine.id, title: "Quokka track" });
    const look = (who: Person) => who.request(documents.VisibleContentDocument, { organizationId: mine.id, words: "quokka" });
    const [theirs, inside, anonymous] = [await look(other.owner), await look(mine.learner), await look(clientOf(api) as Person)];
    for (const answer of [theirs, anonymous]) {
      const text = JSON.stringify(answer);
      expect(text).not.toContain(closed.id);
      expect(text).not.toContain(track.id);
      expect(answer.ofOrganization).toEqual({ totalCount: 0, nodes: [] });
      expect(answer.tracks).toEqual({ totalCount: 0, nodes: [] });
      expect(answer.problems.nodes!.map(({ id }) => id)).toContain(open.id);
      expect(answer.problems.totalCount).toBe(answer.problems.nodes!.length);
    }
    expect(inside.problems.nodes!.map(({ id }) => id)).toEqual(expect.arrayContaining([open.id, closed.id]));
    expect(inside.ofOrganization.nodes!.map(({ id }) => id)).toContain(closed.id);
    expect(inside.tracks.nodes).toEqual([{ id: track.id }]);
    expect(inside.search.totalCount).toBeGreaterThan(theirs.search.totalCount);
    expect(inside.problemFacets.total).toBeGreaterThan(theirs.problemFacets.total);

    const list = (who: Person) => sqlOf(api, () => who.request(documents.ProblemCountDocument, { filter: { premium: false } }));
    expect((await list(mine.learner)).length).toBe((await list(stranger)).length);
    const content = async (who: Person) => (await who.request(documents.OrganizationContentDocument, { id: mine.id })).organization;
    expect((await content(mine.learner)).tracks).toEqual({ totalCount: 1, nodes: [{ id: track.id }] });
    expect(await codeOf(other.owner.errorOf(documents.OrganizationContentDocument, { id: mine.id }))).toBe("NOT_FOUND");
  });

  it("is a gap in what is public", async () => {
    const closed = await problemBy(mine.owner, { organizationId: mine.id });
    const author = await join(mine.id, await createInstructor(installation, api), "INSTRUCTOR");
    const track = await createTrack(author);
    const { id } = await createLesson(author, (await createModule(author, track.id)).id, {
      blocks: [{ problem: { problemId: closed.id } } as never],
    });
    await publishTrack(author, track.id);
    const blocks = async (who: Person) => (await readLesson(who, id)).content.blocks;
    expect(await blocks(mine.learner)).toMatchObject([{ problem: { problem: { id: closed.id } } }]);
    expect(JSON.stringify(await blocks(other.learner))).not.toContain(closed.id);
    // Who may not read the problem can't refer to it.
    const given = {
      moduleId: (await createModule(stranger, (await createTrack(stranger)).id)).id,
      title: "x",
      blocks: [{ problem: { problemId: closed.id } } as never],
    };
    expect(await codeOf(stranger.errorOf(documents.CreateLessonDocument, { input: given }))).toBe("BAD_USER_INPUT");
  });

  it("has classes for its members only, also by a roster", async () => {
    const input = { title: "Class", timeZone: "UTC", organizationId: mine.id };
    const { id: classId } = (await mine.instructor.request(documents.CreateClassDocument, { input })).createClass.class;
    const confirmed = await createLearner(api);
    await installation.sql("update users set email_verified_at = now() where id = $1", [confirmed.userId]);
    const [{ email } = { email: "" }] = await installation.sql<{ email: string }>("select email from users where id = $1", [
      confirmed.userId,
    ]);
    const csv = `username,email\n${mine.learner.username},\n${other.learner.username},\n,${email}\n,nobody-yet@codequest.example`;
    const roster = async (rows: string, dryRun: boolean) =>
      (await mine.instructor.request(documents.ImportClassRosterDocument, { input: { classId, csv: rows, dryRun } })).importClassRoster;
    for (const dryRun of [true, false]) {
      const { lines, applied } = await roster(csv, dryRun);
      expect([lines.map(({ fault }) => fault), applied]).toEqual([
        [null, "NOT_IN_ORGANIZATION", "NOT_IN_ORGANIZATION", "NOT_IN_ORGANIZATION"],
        false,
      ]);
    }
    expect((await roster(`username\n${mine.learner.username}`, false)).applied).toBe(true);
    const members = await installation.sql("select from class_members where class_id = $1 and role = 'LEARNER'", [keyOf(classId)]);
    expect([members, await installation.sql("select from class_invitations where class_id = $1", [keyOf(classId)])]).toEqual([[{}], []]);
  });

  it("moves between people and organizations", async () => {
    const author = await join(mine.id, await createInstructor(installation, api), "INSTRUCTOR");
    const problem = await problemBy(author);
    const { id: objectId } = problem;
    await author.request(documents.AddProblemCoAuthorDocument, { input: { problemId: objectId, username: stranger.username } });
    const move = { objectId, organizationId: mine.id, visibility: "ORGANIZATION" as const };
    expect(await codeOf(stranger.errorOf(documents.MoveToOrganizationDocument, { input: move }))).toBe("FORBIDDEN");
    expect(await codeOf(author.errorOf(documents.MoveToOrganizationDocument, { input: { ...move, organizationId: other.id } }))).toBe(
      "NOT_FOUND",
    );
    const { moveToOrganization } = await author.request(documents.MoveToOrganizationDocument, { input: move });
    expect(moveToOrganization.object).toMatchObject({ visibility: "ORGANIZATION", organization: { id: mine.id }, coAuthors: [] });
    expect([await seenBy(stranger, problem), await seenBy(mine.learner, problem)]).toEqual([false, true]);
    expect(await codeOf(author.errorOf(documents.MoveToOrganizationDocument, { input: move }))).toBe("CONFLICT");

    // Only roles of the platform that may author make content public.
    const publish = { objectId, visibility: "PUBLIC" as const };
    expect(await codeOf(mine.owner.errorOf(documents.SetContentVisibilityDocument, { input: publish }))).toBe("FORBIDDEN");
    expect(await codeOf(mine.owner.errorOf(documents.MoveToPersonDocument, { input: { objectId } }))).toBe("CONFLICT");
    await author.request(documents.SetContentVisibilityDocument, { input: publish });
    expect(await seenBy(stranger, problem)).toBe(true);
    expect(await codeOf(mine.owner.errorOf(documents.MoveToPersonDocument, { input: { objectId } }))).toBe("FORBIDDEN");
    expect(await codeOf(author.errorOf(documents.MoveToPersonDocument, { input: { objectId, username: stranger.username } }))).toBe(
      "BAD_USER_INPUT",
    );
    const { moveToPerson } = await author.request(documents.MoveToPersonDocument, { input: { objectId } });
    expect(moveToPerson.object).toMatchObject({ visibility: "PUBLIC", organization: null });
    expect(await codeOf(mine.owner.errorOf(documents.PublishForTestDocument, { input: { id: objectId } }))).toBe("FORBIDDEN");

    // A copy is a draft in the other owner's hands, with all tests for those who may edit the original.
    const own = await problemBy(mine.instructor, { organizationId: mine.id });
    const { cloneProblem } = await mine.manager.request(documents.CloneProblemDocument, { input: { id: own.id, organizationId: mine.id } });
    expect(await seenBy(mine.instructor, cloneProblem.problem)).toBe(true);
    expect(await seenBy(mine.learner, cloneProblem.problem)).toBe(false);
    expect(await codeOf(other.owner.errorOf(documents.CloneProblemDocument, { input: { id: own.id, organizationId: other.id } }))).toBe(
      "NOT_FOUND",
    );
  });

  it("is copied with what the new owner could not read, for those who edit it and author for the new owner", async () => {
    const author = await join(mine.id, await createInstructor(installation, api), "INSTRUCTOR");
    await join(other.id, author, "INSTRUCTOR");
    const closed = await problemBy(mine.owner, { organizationId: mine.id });
    const open = await problemBy(stranger);
    const track = await createTrack(author, { organizationId: mine.id, title: "Quokka course" });
    const module = await createModule(author, track.id, "First");
    const { id: lesson } = await createLesson(author, module.id, {
      title: "Lesson",
      blocks: [closed, open].map(({ id }) => ({ problem: { problemId: id } }) as never),
    });
    const task = { moduleId: module.id, title: "Task", instructions: "Solve it.", kind: "PROBLEMS" as never, problemIds: [closed.id] };
    await author.request(documents.CreateAssignmentDocument, { input: task });

    const clone = (who: Person, change: object) => ({ who, input: { id: track.id, ...change } });
    const refusal = ({ who, input }: ReturnType<typeof clone>) => codeOf(who.errorOf(documents.CloneTrackDocument, { input }));
    expect(await refusal(clone(stranger, {}))).toBe("NOT_FOUND");
    expect(await refusal(clone(other.owner, { organizationId: other.id }))).toBe("NOT_FOUND");
    expect(await refusal(clone(mine.instructor, { organizationId: other.id }))).toBe("NOT_FOUND");
    // By the role on the platform a learner, who owns no content.
    expect(await refusal(clone(mine.instructor, {}))).toBe("FORBIDDEN");

    const copyFor = async (change: object) =>
      (await author.request(documents.CloneTrackDocument, { input: { id: track.id, ...change } })).cloneTrack.track;
    const theirs = await copyFor({ organizationId: other.id, title: "Wombat course" });
    expect(theirs).toMatchObject({ title: "Wombat course", status: "DRAFT", visibility: "ORGANIZATION", organization: { id: other.id } });
    expect(theirs.modules.map(({ title, lessons }) => [title, lessons.map((one) => one.title)])).toEqual([["First", ["Lesson"]]]);
    const blocks = (await readLesson(other.instructor, theirs.modules[0]!.lessons[0]!.id)).content.blocks as unknown as {
      problem: { problem: { id: string } };
    }[];
    const ids = blocks.map(({ problem }) => problem.problem.id);
    expect(ids[1]).toBe(open.id);
    expect(ids[0]).not.toBe(closed.id);
    expect([await seenBy(other.instructor, { id: ids[0]! }), await seenBy(mine.instructor, { id: ids[0]! })]).toEqual([true, false]);
    expect(await refusal(clone(author, { organizationId: other.id, slug: theirs.slug }))).toBe("CONFLICT");

    // To the person, and back within the organization, where nothing needs a copy.
    const own = await copyFor({});
    expect(own).toMatchObject({ visibility: "PUBLIC", organization: null });
    const again = await copyFor({ organizationId: mine.id });
    const same = (await readLesson(author, again.modules[0]!.lessons[0]!.id)).content.blocks;
    expect(same).toMatchObject([{ problem: { problem: { id: closed.id } } }, { problem: { problem: { id: open.id } } }]);
    expect(await seenBy(stranger, closed)).toBe(false);
    expect(lesson).not.toBe(again.modules[0]!.lessons[0]!.id);
  });
});

describe("who leaves an organization", () => {
  it("keeps submissions and records, and nothing else, as long as the membership does not count", async () => {
    const { id: organizationId, owner } = await createOrganization();
    const learner = await join(organizationId, await createLearner(api), "LEARNER");
    const problem = await problemBy(owner, { organizationId });
    const track = await publishedTrack(owner, [1], { organizationId });
    const input = { title: "Class", timeZone: "UTC", organizationId };
    const { id: classId } = (await owner.request(documents.CreateClassDocument, { input })).createClass.class;
    expect(
      await codeOf(
        owner.errorOf(documents.AddClassMemberDocument, { input: { classId, username: stranger.username, role: "LEARNER" as never } }),
      ),
    ).toBe("CONFLICT");
    await owner.request(documents.AddClassMemberDocument, { input: { classId, username: learner.username, role: "LEARNER" as never } });
    const submission = await submit(learner, problem, SUM_ACCEPTED);
    await learner.request(documents.EnrollDocument, { input: { trackId: track.id } });
    const reach = async (who: Person) => ({
      submission: (await who.request(documents.FormerMemberSubmissionDocument, { id: submission })).submission,
      enrollments: (await who.request(documents.MyEnrollmentsDocument)).myEnrollments.nodes!.length,
      class: await who.request(documents.ClassByIdDocument, { id: classId }).then(
        () => true,
        () => false,
      ),
      problem: await seenBy(who, problem),
    });
    const open = { enrollments: 1, class: true, problem: true, submission: { problem: { locked: false, statement: "Add the quokkas." } } };
    const closed = {
      ...{ enrollments: 0, class: false, problem: false },
      submission: { source: SUM_ACCEPTED.source, problem: { title: problem.title, locked: true, statement: null } },
    };
    expect(await reach(learner)).toMatchObject(open);

    // An archived organization: for its owner too.
    await owner.request(documents.ArchiveOrganizationDocument, { input: { id: organizationId } });
    expect(await reach(learner)).toMatchObject(closed);
    expect([await seenBy(owner, problem), await seenBy(admin, problem)]).toEqual([false, true]);
    await owner.request(documents.RestoreOrganizationDocument, { input: { id: organizationId } });
    expect(await reach(learner)).toMatchObject(open);

    await learner.request(documents.LeaveOrganizationDocument, { input: { id: organizationId } });
    expect(await reach(learner)).toMatchObject(closed);
    expect((await reach(learner)).submission.problem!.organization).toBeNull();
    expect(await codeOf(learner.errorOf(documents.SubmitCodeDocument, { input: { problemId: problem.id, ...SUM_ACCEPTED } }))).toBe(
      "NOT_FOUND",
    );
    expect(await codeOf(learner.errorOf(documents.EnrollDocument, { input: { trackId: track.id } }))).toBe("NOT_FOUND");
  });

  it("has no rights to what they wrote for it", async () => {
    const author = await join(mine.id, await createInstructor(installation, api), "INSTRUCTOR");
    const draft = await problemBy(author, { organizationId: mine.id }, false);
    await author.request(documents.LeaveOrganizationDocument, { input: { id: mine.id } });
    expect([await seenBy(author, draft), await seenBy(mine.manager, draft)]).toEqual([false, true]);
  });
});
