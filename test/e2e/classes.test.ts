/** Classes: members and their rights, join codes, rosters with invitations, sections, copies and archives. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { ENTITIES } from "../../src/app/declared.js";
import { AppError } from "../../src/kernel/errors.js";
import { createMembersService } from "../../src/modules/learning/classes/members/members.service.js";
import { createDatabase } from "../../src/platform/database/database.js";
import { announce, eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  AddClassMemberDocument,
  ArchiveClassDocument,
  ClassAssignmentsDocument,
  ClassByIdDocument,
  ClassInvitationsDocument,
  ClassJoinPreviewDocument,
  ClassMembersDocument,
  CopyClassDocument,
  CreateClassAssignmentDocument,
  CreateClassDocument,
  ImportClassRosterDocument,
  JoinClassDocument,
  LeaveClassDocument,
  MyClassesDocument,
  NodeDocument,
  RemoveClassMemberDocument,
  ReopenClassDocument,
  ReplaceClassJoinCodeDocument,
  UpdateClassDocument,
  UpdateClassMemberDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { handled } from "../support/verdicts.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

let installation: Installation;
let api: Api;
let teacher: Person;
let learner: Person;
let stranger: Person;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi();
  await installation.startWorker(WITHOUT_JUDGE);
  [teacher, learner, stranger] = [await createInstructor(installation, api), await createLearner(api), await createLearner(api)];
});
afterAll(() => installation?.stop());

const create = async (change: object = {}) =>
  (await teacher.request(CreateClassDocument, { input: { title: "Algorithms", timeZone: "Europe/Berlin", ...change } })).createClass.class;
const codeOf = async (id: string) =>
  (await teacher.request(ReplaceClassJoinCodeDocument, { input: { id } })).replaceClassJoinCode.class.joinCode!;
const join = async (who: Person, code: string) => (await who.request(JoinClassDocument, { input: { code } })).joinClass.class;
const membersOf = async (who: Person, classId: string) =>
  (await who.request(ClassMembersDocument, { classId, first: 50 })).classMembers.nodes;

describe("a class", () => {
  it("is visible to members only, and shows its code to instructors only", async () => {
    const { id, version, viewerRole } = await create({ capacity: 10 });
    expect([version, viewerRole]).toEqual([1, "INSTRUCTOR"]);
    const code = await codeOf(id);
    expect(await stranger.errorOf(ClassByIdDocument, { id })).toMatchObject({ code: "NOT_FOUND" });
    expect((await stranger.request(ClassJoinPreviewDocument, { code })).classJoinPreview).toMatchObject({
      title: "Algorithms",
      seatsLeft: 10,
    });
    expect(await join(learner, ` ${code.slice(0, 6).toLowerCase()}-${code.slice(6)}`)).toMatchObject({
      viewerRole: "LEARNER",
      joinCode: null,
      learnerCount: 1,
    });
    expect(await join(learner, code)).toMatchObject({ learnerCount: 1 });
    expect((await membersOf(teacher, id)).map(({ role, joinedBy }) => `${role} ${joinedBy}`)).toEqual([
      "LEARNER CODE",
      "INSTRUCTOR CREATED",
    ]);
    expect((await learner.request(MyClassesDocument, { first: 5, archived: false })).myClasses.nodes.map((one) => one.id)).toEqual([id]);
    expect(await stranger.errorOf(ClassMembersDocument, { classId: id })).toMatchObject({ code: "NOT_FOUND" });
    expect((await stranger.request(NodeDocument, { id })).node).toBeNull();
    expect(await learner.errorOf(UpdateClassDocument, { input: { id, expectedVersion: 1, title: "Mine" } })).toMatchObject({
      code: "FORBIDDEN",
    });
    expect(await learner.errorOf(CreateClassDocument, { input: { title: "Mine", timeZone: "UTC" } })).toMatchObject({ code: "FORBIDDEN" });
  });

  it("learners see staff and themselves; roles move seats; the last instructor stays", async () => {
    const { id } = await create({ capacity: 1 });
    const code = await codeOf(id);
    await join(learner, code);
    expect(await stranger.errorOf(JoinClassDocument, { input: { code } })).toMatchObject({ code: "CONFLICT" });
    const [member, own] = await membersOf(teacher, id);
    expect((await membersOf(learner, id)).length).toBe(2);
    await teacher.request(UpdateClassMemberDocument, { input: { id: member!.id, role: "ASSISTANT" } });
    await join(stranger, code);
    expect((await membersOf(stranger, id)).length).toBe(3);
    expect(await teacher.errorOf(UpdateClassMemberDocument, { input: { id: member!.id, role: "LEARNER" } })).toMatchObject({
      code: "CONFLICT",
    });
    expect(await teacher.errorOf(RemoveClassMemberDocument, { input: { id: own!.id } })).toMatchObject({ code: "CONFLICT" });
    expect(await learner.errorOf(RemoveClassMemberDocument, { input: { id: own!.id } })).toMatchObject({ code: "FORBIDDEN" });
    await stranger.request(LeaveClassDocument, { input: { id } });
    expect((await teacher.request(ClassByIdDocument, { id })).class.learnerCount).toBe(0);
    await codeOf(id);
    expect(await stranger.errorOf(JoinClassDocument, { input: { code } })).toMatchObject({ code: "NOT_FOUND" });
    const audit = await installation.sql<{ action: string }>("select action from audit_entries where subject_id = $1 order by id", [id]);
    expect(audit.map(({ action }) => action)).toContain("class.member-role-changed");
  });

  it("gives its last 50 seats to exactly 50 of 200 who join at once", async () => {
    const { id } = await create({ capacity: 60 });
    const code = await codeOf(id);
    // Accounts straight into the tables: registering 200 people is another suite's matter. Their statement is the service's own.
    await installation.sql(
      `insert into users (id, email, username, display_name, bio, locale, timezone, role) select gen_random_uuid(), 'seat-' || n || '@codequest.example', 'seat-' || n, 'Seat', '', 'en', 'UTC', 'LEARNER'
       from generate_series(1, 200) n`,
    );
    await teacher.request(ImportClassRosterDocument, {
      input: { classId: id, csv: `username\n${Array.from({ length: 10 }, (_, n) => `seat-${n + 191}`).join("\n")}`, dryRun: false },
    });
    const accounts = await installation.sql<{ id: string }>(
      "select id from users where username like 'seat-%' order by username limit 200",
    );
    const db = await createDatabase({
      url: installation.env.DATABASE_URL!,
      poolMax: 20,
      entities: ENTITIES,
      migrationsFolder: "migrations",
    });
    try {
      const limiter = { take: async () => null, spend: async () => null, giveBack: async () => undefined };
      const members = createMembersService({ db, limiter });
      // All begin at once; who does not get a connection in time asks again.
      const joined = async (account: string): Promise<unknown> => {
        for (;;) {
          try {
            return await members.join({ id: account, role: "LEARNER" }, code, "");
          } catch (error) {
            if (error instanceof AppError) throw error;
          }
        }
      };
      const outcomes = await Promise.allSettled(accounts.map(({ id: account }) => joined(account)));
      const refused = outcomes.filter((one) => one.status === "rejected").map(({ reason }) => (reason as { code: string }).code);
      // The ten of the roster are members already, and stay.
      expect(outcomes.length - refused.length).toBe(60);
      expect(new Set(refused)).toEqual(new Set(["CONFLICT"]));
    } finally {
      await db.close();
    }
    const [found] = await installation.sql<{ seats: number; rows: number }>(
      "select learner_count as seats, (select count(*)::int from class_members where class_id = c.id and role = 'LEARNER') as rows from classes c where id = $1",
      [id],
    );
    expect(found).toEqual({ seats: 60, rows: 60 });
  });
});

describe("a roster", () => {
  it("is reported line by line, then applied as one; invited people join when they confirm their address", async () => {
    const { id } = await create({ capacity: 3 });
    const known = await createLearner(api);
    const late = await createLearner(api);
    const roster = (csv: string, dryRun: boolean) =>
      teacher
        .request(ImportClassRosterDocument, { input: { classId: id, csv, dryRun } })
        .then(({ importClassRoster }) => importClassRoster);
    const faulty = await roster(
      `email;username;section\n;${known.username};Monday\n;nobody-at-all;\nnot-an-address;;\n;${known.username};\n;;Monday\n`,
      false,
    );
    expect(faulty.lines.map(({ line, outcome, fault }) => [line, outcome, fault])).toEqual([
      [2, "ADD", null],
      [3, "FAULT", "UNKNOWN_ACCOUNT"],
      [4, "FAULT", "INVALID_EMAIL"],
      [5, "FAULT", "DUPLICATE"],
      [6, "FAULT", "MISSING_NAME"],
    ]);
    expect([faulty.applied, faulty.newSections]).toEqual([false, ["Monday"]]);
    expect((await roster("name\nx", true)).fileFault).toMatchObject({ code: "MISSING_HEADER" });
    expect((await roster('username\n"x', true)).fileFault).toMatchObject({ code: "MALFORMED" });
    const good = `email,username,section\n,${known.username},Monday\n${late.username}@codequest.example,,Tuesday\n`;
    expect((await roster(good, true)).lines.map(({ outcome }) => outcome)).toEqual(["ADD", "INVITE"]);
    expect((await membersOf(teacher, id)).length).toBe(1);
    expect((await roster(good, false)).applied).toBe(true);
    expect((await roster(good, false)).lines.map(({ outcome }) => outcome)).toEqual(["UNCHANGED", "INVITE"]);
    const { nodes: invited } = (await teacher.request(ClassInvitationsDocument, { classId: id })).classInvitations;
    expect(invited.map(({ email, section }) => [email, section?.name])).toEqual([[`${late.username}@codequest.example`, "Tuesday"]]);
    expect(await learner.errorOf(ClassInvitationsDocument, { classId: id })).toMatchObject({ code: "NOT_FOUND" });
    await installation.sql("update users set email_verified_at = now() where id = $1", [late.userId]);
    await announce(installation, "account.email-verified", { userId: keyOf(late.userId) });
    await handled(installation);
    expect(
      await eventually(
        () => membersOf(teacher, id),
        (all) => all.length === 3,
      ),
    ).toMatchObject([
      { joinedBy: "INVITATION", section: { name: "Tuesday" }, user: { username: late.username } },
      { joinedBy: "ADDED", section: { name: "Monday" } },
      { joinedBy: "CREATED" },
    ]);
    expect((await teacher.request(ClassInvitationsDocument, { classId: id })).classInvitations.nodes).toEqual([]);
  });
});

describe("at the end of a term", () => {
  it("a class is archived, read-only, and copied with dates at the same time of day", async () => {
    const { id } = await create();
    await teacher.request(AddClassMemberDocument, { input: { classId: id, username: learner.username, role: "LEARNER" } });
    const due = { local: "2026-03-25T23:59" };
    await teacher.request(CreateClassAssignmentDocument, {
      input: { classId: id, kind: "FREE", title: "Essay", opensAt: { local: "2026-03-20T08:00" }, dueAt: due },
    });
    const archived = (await teacher.request(ArchiveClassDocument, { input: { id } })).archiveClass.class;
    expect(archived).toMatchObject({ archivedAt: expect.any(String) as unknown, joinCode: null });
    expect(await teacher.errorOf(UpdateClassDocument, { input: { id, expectedVersion: archived.version, title: "x" } })).toMatchObject({
      code: "CONFLICT",
    });
    expect(await teacher.errorOf(ReplaceClassJoinCodeDocument, { input: { id } })).toMatchObject({ code: "CONFLICT" });
    expect((await learner.request(ClassByIdDocument, { id })).class.title).toBe("Algorithms");
    const copy = (await teacher.request(CopyClassDocument, { input: { id, title: "Algorithms 2", shiftDays: 7 } })).copyClass.class;
    expect(copy).toMatchObject({ learnerCount: 0, archivedAt: null, viewerRole: "INSTRUCTOR" });
    const { nodes } = (await teacher.request(ClassAssignmentsDocument, { classId: copy.id })).classAssignments;
    // Summer time began on the 29th of March.
    expect(nodes.map(({ title, dueAt, dueAtLocal }) => [title, dueAt, dueAtLocal?.local])).toEqual([
      ["Essay", "2026-04-01T21:59:00.000Z", "2026-04-01T23:59"],
    ]);
    expect(await learner.errorOf(ClassByIdDocument, { id: copy.id })).toMatchObject({ code: "NOT_FOUND" });
    expect((await teacher.request(ReopenClassDocument, { input: { id } })).reopenClass.class.archivedAt).toBeNull();
  });
});
