/** Classes: members and their rights, join codes, rosters with invitations, sections, copies and archives. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { ENTITIES } from "../support/entities.js";
import { createGate } from "../../src/kernel/gate.js";
import { AppError } from "../../src/kernel/errors.js";
import { createMembersService } from "../../src/modules/learning/classes/members/members.service.js";
import { createBindInvitations } from "../../src/modules/learning/classes/roster/bind-invitations.js";
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
  DeleteClassSectionDocument,
  ImportClassRosterDocument,
  JoinClassDocument,
  LeaveClassDocument,
  MyClassesDocument,
  NodeDocument,
  RemoveClassJoinCodeDocument,
  RemoveClassMemberDocument,
  RenameClassSectionDocument,
  ReopenClassDocument,
  ReplaceClassJoinCodeDocument,
  RevokeClassInvitationDocument,
  UpdateClassDocument,
  UpdateClassMemberDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { mailsTo, waitForMails } from "../support/mail.js";
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
  it("names all faults of its input at once, also the zone", async () => {
    const wrong = { title: "", timeZone: "Europe/Atlantis" };
    const { extensions } = await teacher.errorOf(CreateClassDocument, { input: { ...wrong, capacity: 0 } });
    const fields = extensions.fields as { field: string; code: string }[];
    expect(fields.map(({ field, code }) => `${field} ${code}`).sort()).toEqual([
      "input.capacity OUT_OF_RANGE",
      "input.timeZone UNKNOWN_VALUE",
      "input.title TOO_SHORT",
    ]);
    const { id, version: expectedVersion } = await create();
    const both = { extensions: { fields: [{ field: "input.title" }, { field: "input.timeZone", code: "UNKNOWN_VALUE" }] } };
    expect(await teacher.errorOf(UpdateClassDocument, { input: { id, expectedVersion, ...wrong } })).toMatchObject(both);
    expect(await teacher.errorOf(CopyClassDocument, { input: { id, shiftDays: 7, ...wrong } })).toMatchObject(both);
  });

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
      const members = createMembersService({ db, limiter, hotRows: createGate(10) });
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
    // To another section.
    const moved = `username,section\n${known.username},Tuesday\n`;
    expect((await roster(moved, false)).lines.map(({ outcome }) => outcome)).toEqual(["MOVE"]);
    const sectionOf = async (username: string) =>
      (await membersOf(teacher, id)).find(({ user }) => user.username === username)!.section?.name;
    expect(await sectionOf(known.username)).toBe("Tuesday");
    const sections = async () => (await teacher.request(ClassByIdDocument, { id })).class.sections;
    const [monday, tuesday] = (await sections()).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    await teacher.request(RenameClassSectionDocument, { input: { id: tuesday!.id, name: "Friday" } });
    await teacher.request(DeleteClassSectionDocument, { input: { id: monday!.id } });
    expect((await sections()).map(({ name }) => name)).toEqual(["Friday"]);
    expect(await sectionOf(known.username)).toBe("Friday");
    await teacher.request(DeleteClassSectionDocument, { input: { id: tuesday!.id } });
    expect(await sectionOf(known.username)).toBeUndefined();
  });
});

describe("invitations", () => {
  const importAs = async (who: Person, classId: string, csv: string, dryRun = false) =>
    (await who.request(ImportClassRosterDocument, { input: { classId, csv, dryRun } })).importClassRoster;
  const invitedTo = async (classId: string) =>
    (await teacher.request(ClassInvitationsDocument, { classId })).classInvitations.nodes.map(({ email }) => email);
  const confirm = async ({ userId }: Person) => {
    await installation.sql("update users set email_verified_at = now() where id = $1", [keyOf(userId)]);
    await announce(installation, "account.email-verified", { userId: keyOf(userId) });
    await handled(installation);
  };
  const learnersOf = async (classId: string) =>
    (await membersOf(teacher, classId)).filter(({ role }) => role === "LEARNER").map(({ user }) => user!.username);
  const addressOf = ({ username }: Person) => `${username}@codequest.example`;

  it("go only to addresses that the API can return; sections are one line", async () => {
    const { id } = await create();
    const { lines } = await importAs(teacher, id, "email,section\njürgen@uni.example,\nada@uni.example,a\u0085b\n");
    expect(lines.map(({ fault }) => fault)).toEqual(["INVALID_EMAIL", "INVALID_SECTION"]);
  });

  it("mail an address three times a day at most, and are capped for a class", async () => {
    const { id } = await create();
    const address = `often-${keyOf(id)}@codequest.example`;
    for (const [tag, mails] of [
      ["", 1],
      ["+a", 1],
      ["", 2],
      ["+b", 0],
    ] as const) {
      const tagged = address.replace("@", `${tag}@`);
      expect((await importAs(teacher, id, `email\n${tagged}`)).applied).toBe(true);
      const { nodes } = (await teacher.request(ClassInvitationsDocument, { classId: id })).classInvitations;
      expect(nodes.map(({ email }) => email)).toEqual([tagged]);
      await waitForMails(tagged, mails);
      // The mail is written when it is sent: an invitation that was revoked sends none.
      if (mails > 0) await teacher.request(RevokeClassInvitationDocument, { input: { id: nodes[0]!.id } });
    }
    await importAs(teacher, id, `email\n${address}\nlast-${address}`);
    await waitForMails(`last-${address}`, 1);
    expect([(await mailsTo(address)).length, (await mailsTo(address.replace("@", "+b@"))).length]).toEqual([2, 0]);
    await installation.sql(
      "insert into class_invitations (id, class_id, email) select gen_random_uuid(), $1, 'many-' || n || '@codequest.example' from generate_series(1, 1997) n",
      [keyOf(id)],
    );
    expect((await importAs(teacher, id, "email\nmany-1@codequest.example\nmany-2@codequest.example")).applied).toBe(true);
    for (const dryRun of [true, false])
      expect(
        await teacher.errorOf(ImportClassRosterDocument, { input: { classId: id, csv: "email\none-more@codequest.example", dryRun } }),
      ).toMatchObject({ code: "CONFLICT" });
  });

  it("and dry runs are in the audit log with counts, and limited for an account", async () => {
    const hasty = await createInstructor(installation, api);
    const { id } = (await hasty.request(CreateClassDocument, { input: { title: "Hasty", timeZone: "UTC" } })).createClass.class;
    const csv = `username,email\n${learner.username},\nnobody-at-all,\n,x@codequest.example\n`;
    for (let imports = 0; imports < 30; imports++) expect((await importAs(hasty, id, csv, true)).applied).toBe(false);
    expect(await hasty.errorOf(ImportClassRosterDocument, { input: { classId: id, csv, dryRun: true } })).toMatchObject({
      code: "RATE_LIMITED",
      extensions: { retryAfterMs: expect.any(Number) as unknown },
    });
    const audit = await installation.sql<{ details: object }>(
      "select details from audit_entries where subject_id = $1 and action = 'class.roster-checked'",
      [keyOf(id)],
    );
    expect(audit.length).toBe(30);
    expect(audit[0]!.details).toEqual({ added: 1, invited: 1, moved: 0, faults: 1 });
  });

  it("wait for a seat or for the class to reopen, and are used up by any way of joining", async () => {
    const { id, version } = await create({ capacity: 1 });
    const [first, second, third] = [await createLearner(api), await createLearner(api), await createLearner(api)];
    await importAs(teacher, id, `username,email\n${learner.username},\n,${addressOf(first)}`);
    await importAs(teacher, id, `email\n${addressOf(second)}\n${addressOf(third)}`);
    await confirm(first);
    await confirm(second);
    expect(await learnersOf(id)).toEqual([learner.username]);
    const raised = { id, expectedVersion: version, capacity: 2 };
    await teacher.request(UpdateClassDocument, { input: raised });
    expect((await learnersOf(id)).sort()).toEqual([first.username, learner.username].sort());
    expect((await invitedTo(id)).sort()).toEqual([addressOf(second), addressOf(third)].sort());

    // Joins otherwise, and is removed: a later confirmation, as after a password reset, does not add the account again.
    const remove = async (who: Person) => {
      const member = (await membersOf(teacher, id)).find(({ user }) => user!.username === who.username)!;
      await teacher.request(RemoveClassMemberDocument, { input: { id: member.id } });
    };
    for (const way of ["code", "added", "roster"]) {
      await installation.sql(
        "insert into class_invitations (id, class_id, email) values (gen_random_uuid(), $1, $2) on conflict do nothing",
        [keyOf(id), addressOf(second)],
      );
      await remove(way === "code" ? learner : second);
      if (way === "code") await join(second, await codeOf(id));
      else if (way === "added")
        await teacher.request(AddClassMemberDocument, { input: { classId: id, username: second.username, role: "LEARNER" } });
      else await importAs(teacher, id, `username\n${second.username}`);
      expect(await invitedTo(id)).toEqual([addressOf(third)]);
    }
    await remove(second);
    await confirm(second);
    expect(await learnersOf(id)).toEqual([first.username]);

    await teacher.request(ArchiveClassDocument, { input: { id } });
    await confirm(third);
    expect(await learnersOf(id)).toEqual([first.username]);
    expect((await teacher.request(ReopenClassDocument, { input: { id } })).reopenClass.class.learnerCount).toBe(2);
    expect((await learnersOf(id)).sort()).toEqual([first.username, third.username].sort());
  });

  it("that are revoked while they are bound add nobody", async () => {
    const { id } = await create();
    const invited = await createLearner(api);
    await importAs(teacher, id, `email,section\n${addressOf(invited)},Monday`);
    await handled(installation);
    await installation.sql("update users set email_verified_at = now() where id = $1", [keyOf(invited.userId)]);
    const db = await createDatabase({
      ...{ url: installation.env.DATABASE_URL!, poolMax: 5, entities: ENTITIES, migrationsFolder: "migrations" },
    });
    try {
      let binding: Promise<void> | undefined;
      await db.transaction(async (tx) => {
        await tx.execute("select from classes where id = ? for update", [keyOf(id)]);
        binding = createBindInvitations({ db })({ userId: keyOf(invited.userId) });
        const blocked = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        await eventually(
          () => installation.sql(blocked),
          (waiting) => waiting.length > 0,
        );
        await tx.execute("delete from class_invitations where class_id = ?", [keyOf(id)]);
        await tx.execute("delete from class_sections where class_id = ?", [keyOf(id)]);
      });
      await binding;
    } finally {
      await db.close();
    }
    expect(await learnersOf(id)).toEqual([]);
  });
});

describe("a link to join", () => {
  it("has the code, for those who run the class, until it is removed", async () => {
    const { id } = await create();
    expect((await teacher.request(ClassByIdDocument, { id })).class.joinUrl).toBeNull();
    const { joinUrl, joinCode } = (await teacher.request(ReplaceClassJoinCodeDocument, { input: { id } })).replaceClassJoinCode.class;
    expect(new URL(joinUrl!)).toMatchObject({ pathname: "/join-class", hash: `#code=${joinCode}` });
    await join(learner, joinCode!);
    expect((await learner.request(ClassByIdDocument, { id })).class).toMatchObject({ joinCode: null, joinUrl: null });
    const removed = (await teacher.request(RemoveClassJoinCodeDocument, { input: { id } })).removeClassJoinCode.class;
    expect([removed.joinCode, removed.joinUrl]).toEqual([null, null]);
    expect(await stranger.errorOf(JoinClassDocument, { input: { code: joinCode! } })).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("the end of a term", () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

  it("is announced to instructors, archives the class, and can be taken back", async () => {
    const termEndsOn = inDays(3);
    const { id, ...made } = await create({ timeZone: "UTC", termEndsOn });
    expect(made).toMatchObject({ termEndsOn, archivesAt: `${inDays(4)}T00:00:00.000Z` });
    await join(learner, await codeOf(id));
    const told = () =>
      installation.sql<{ id: string; data: { day: string } }>(
        "select user_id as id, data from notifications where kind = 'class-ending' and subject_id = $1",
        [keyOf(id)],
      );
    expect(await eventually(told, (all) => all.length > 0)).toEqual([
      { id: keyOf(teacher.userId), data: { title: "Algorithms", day: termEndsOn } },
    ]);
    const update = (change: object) =>
      installation.sql<{ version: number }>("select version from classes where id = $1", [keyOf(id)]).then(([row]) => ({
        input: { id, expectedVersion: row!.version, ...change },
      }));
    expect(await teacher.errorOf(UpdateClassDocument, await update({ termEndsOn: inDays(-2) }))).toMatchObject({
      ...{ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "input.termEndsOn", code: "OUT_OF_RANGE" }] } },
    });
    // In another zone the day ends at another time.
    const later = (await teacher.request(UpdateClassDocument, await update({ timeZone: "America/New_York" }))).updateClass.class;
    expect(later.termEndsOn).toBe(termEndsOn);
    expect(Date.parse(later.archivesAt!)).toBeGreaterThan(Date.parse(made.archivesAt!));
    await eventually(told, (all) => all.length === 2);

    await installation.sql("update classes set archives_at = now() where id = $1", [keyOf(id)]);
    const present = async () => (await teacher.request(ClassByIdDocument, { id })).class;
    expect(await eventually(present, ({ archivedAt }) => archivedAt !== null)).toMatchObject({ joinCode: null, learnerCount: 1 });
    const reopened = (await teacher.request(ReopenClassDocument, { input: { id } })).reopenClass.class;
    expect(reopened).toMatchObject({ archivedAt: null, termEndsOn: null, archivesAt: null, learnerCount: 1 });
    const copy = await teacher.request(CopyClassDocument, {
      input: { id: (await create({ termEndsOn })).id, title: "Next", shiftDays: 100 },
    });
    expect(copy.copyClass.class.termEndsOn).toBe(inDays(103));
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
