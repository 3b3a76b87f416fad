/** Organizations: members, seats, invitations, domains, lists of members, and what others can see of them. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { DECLARATIONS, ENTITIES } from "../../src/app/declared.js";
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import { checkDomains } from "../../src/modules/accounts/organizations/domains/domain-checks.js";
import { createDatabase } from "../../src/platform/database/database.js";
import { createTxtRecords } from "../../src/platform/dns/txt-records.js";
import { clientOf, type Client } from "../support/client.js";
import { eventually, WITHOUT_JUDGE, announce } from "../support/events.js";
import * as documents from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { waitForMails } from "../support/mail.js";
import { startNameServer, type NameServer } from "../support/name-server.js";
import { ownTokens, PASSWORD } from "../support/people.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { sqlOf } from "../support/statements.js";

type Person = Awaited<ReturnType<typeof createLearner>>;
/** Takes variables of its own kind. */
type Document = TypedDocumentNode<object, never>;

let installation: Installation;
let api: Api;
let names: NameServer;
let owner: Person;
let admin: Person;
let stranger: Person;
beforeAll(async () => {
  names = await startNameServer();
  installation = await createInstallation({ DNS_SERVERS: names.address });
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  await installation.startWorker(WITHOUT_JUDGE);
  owner = await createInstructor(installation, api, "BUSINESS_PARTNER");
  admin = await createInstructor(installation, api, "ADMIN");
  stranger = await verified();
});
afterAll(async () => {
  await installation?.stop();
  names?.close();
});

const emailOf = ({ username }: Person) => `${username}@codequest.example`;
async function verified(): Promise<Person> {
  const person = await createLearner(api);
  await installation.sql("update users set email_verified_at = now() where id = $1", [person.userId]);
  return person;
}

let count = 0;
const create = async (who: Person = owner, change: object = {}) =>
  (await who.request(documents.CreateOrganizationDocument, { input: { name: "Acme", slug: `acme-${++count}`, ...change } }))
    .createOrganization.organization;
const link = async (organizationId: string, change: object = {}, who: Person = owner) =>
  (await who.request(documents.CreateOrganizationLinkDocument, { input: { organizationId, role: "LEARNER" as never, ...change } }))
    .createOrganizationLink.invitation;
const join = async (who: Client, code: string) =>
  (await who.request(documents.JoinOrganizationDocument, { input: { code } })).joinOrganization.organization;
const invite = async (organizationId: string, email: string, role = "LEARNER", who: Person = owner) =>
  (await who.request(documents.InviteToOrganizationDocument, { input: { organizationId, email, role: role as never } }))
    .inviteToOrganization.invitation;
const offersOf = async (who: Person) => (await who.request(documents.MyOrganizationOffersDocument)).myOrganizationOffers.nodes;
const accept = async (who: Person, id: string) =>
  (await who.request(documents.AcceptOrganizationInvitationDocument, { input: { id } })).acceptOrganizationInvitation.organization;
const membersOf = async (who: Client, id: string, more: object = {}) =>
  (await who.request(documents.OrganizationMembersDocument, { id, first: 50, ...more })).organization.members;
const memberOf = async (id: string, person: Person) =>
  (await membersOf(admin, id)).nodes.find(({ user }) => user.username === person.username)!;
/** A member with the role, who came by an invitation or a link. */
async function memberWith(id: string, role: string, by?: Person): Promise<Person> {
  const person = await verified();
  await accept(person, (await invite(id, emailOf(person), role, by)).id);
  return person;
}
const seatsOf = async (id: string) =>
  (
    await installation.sql<{ used: number; rows: number; owners: number; owning: number }>(
      `select seats_used as used, owner_count as owners, (select count(*)::int from organization_members where organization_id = o.id) as rows,
         (select count(*)::int from organization_members where organization_id = o.id and role = 'OWNER') as owning
       from organizations o where id = $1`,
      [keyOf(id)],
    )
  )[0]!;

describe("an organization", () => {
  it("is created by business partners, has a unique slug, and is changed by its current version", async () => {
    expect(await stranger.errorOf(documents.CreateOrganizationDocument, { input: { name: "X", slug: "xyz" } })).toMatchObject({
      code: "FORBIDDEN",
    });
    const made = await create(owner, { website: "https://acme.example/", primaryColor: "#AABBCC" });
    expect(made).toMatchObject({
      viewerRole: "OWNER",
      seatsUsed: 1,
      seatLimit: null,
      primaryColor: "#aabbcc",
      state: "ACTIVE",
      version: 1,
    });
    expect(await owner.errorOf(documents.CreateOrganizationDocument, { input: { name: "Acme", slug: made.slug } })).toMatchObject({
      code: "CONFLICT",
      extensions: { fields: [{ field: "input.slug", code: "TAKEN" }] },
    });
    const wrong = { name: " ", slug: "-a", website: "ftp://acme.example/", primaryColor: "#abc" };
    const { extensions } = await owner.errorOf(documents.CreateOrganizationDocument, { input: wrong });
    expect((extensions.fields as { field: string }[]).map(({ field }) => field).sort()).toEqual(
      ["name", "primaryColor", "slug", "website"].map((field) => `input.${field}`),
    );
    const change = { input: { id: made.id, expectedVersion: 1, name: "Acme 2", website: null } };
    const { updateOrganization } = await owner.request(documents.UpdateOrganizationDocument, change);
    expect(updateOrganization.organization).toMatchObject({ name: "Acme 2", website: null, primaryColor: "#aabbcc", version: 2 });
    expect(await owner.errorOf(documents.UpdateOrganizationDocument, change)).toMatchObject({ code: "CONFLICT" });
    const { organization } = await owner.request(documents.OrganizationByDocument, { slug: made.slug.toUpperCase() });
    expect(organization.id).toBe(made.id);
  });

  it("is created with the approval of a business partner, who owns it, once and whole", async () => {
    const partner = await verified();
    const asked = await partner.request(documents.RequestRoleDocument, { input: { role: "BUSINESS_PARTNER" } });
    const { id } = asked.requestRole.roleRequest;
    const organization = { name: "Partner", slug: `partner-${++count}` };
    const decide = (change: object) => ({ input: { id, approve: true, organization, ...change } });
    expect(await admin.errorOf(documents.DecideRoleRequestDocument, decide({ approve: false }))).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: "input.organization" }] },
    });
    const wrong = decide({ organization: { name: "Partner", slug: "-a" } });
    expect(await admin.errorOf(documents.DecideRoleRequestDocument, wrong)).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: "input.organization.slug" }] },
    });
    const taken = decide({ organization: { ...organization, slug: (await create(admin)).slug } });
    expect(await admin.errorOf(documents.DecideRoleRequestDocument, taken)).toMatchObject({
      code: "CONFLICT",
      extensions: { fields: [{ field: "input.organization.slug", code: "TAKEN" }] },
    });
    // Nothing of a refused decision stays.
    expect((await partner.request(documents.MeDocument)).me!.role).toBe("LEARNER");
    const outcomes = await Promise.allSettled([1, 2].map(() => admin.request(documents.DecideRoleRequestDocument, decide({}))));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const made = (await partner.request(documents.OrganizationByDocument, { slug: organization.slug })).organization;
    expect(made).toMatchObject({ name: "Partner", viewerRole: "OWNER", seatsUsed: 1, state: "ACTIVE" });
    expect(await seatsOf(made.id)).toEqual({ used: 1, rows: 1, owners: 1, owning: 1 });
    expect(await stranger.errorOf(documents.OrganizationByDocument, { slug: organization.slug })).toMatchObject({ code: "NOT_FOUND" });
  });

  it("keeps an owner, whose rights managers do not reach", async () => {
    const { id } = await create();
    const [manager, instructor] = [await memberWith(id, "MANAGER"), await memberWith(id, "INSTRUCTOR")];
    const [boss, chief, teacher] = [await memberOf(id, owner), await memberOf(id, manager), await memberOf(id, instructor)];
    const change = (who: Person, member: { id: string }, role: string) =>
      who.errorOf(documents.UpdateOrganizationMemberDocument, { input: { id: member.id, role: role as never } });
    expect(await change(owner, boss, "LEARNER")).toMatchObject({ code: "CONFLICT", message: expect.stringContaining("last owner") });
    expect(await owner.errorOf(documents.LeaveOrganizationDocument, { input: { id } })).toMatchObject({ code: "CONFLICT" });
    expect(await change(manager, teacher, "MANAGER")).toMatchObject({ code: "FORBIDDEN" });
    expect(await change(manager, boss, "LEARNER")).toMatchObject({ code: "FORBIDDEN" });
    expect(await manager.errorOf(documents.RemoveOrganizationMemberDocument, { input: { id: boss.id } })).toMatchObject({
      code: "FORBIDDEN",
    });
    expect(await manager.errorOf(documents.TransferOrganizationDocument, { input: { memberId: chief.id } })).toMatchObject({
      code: "FORBIDDEN",
    });
    await owner.request(documents.TransferOrganizationDocument, { input: { memberId: chief.id } });
    expect([(await memberOf(id, owner)).role, (await memberOf(id, manager)).role]).toEqual(["MANAGER", "OWNER"]);
    await owner.request(documents.LeaveOrganizationDocument, { input: { id } });
    expect(await owner.errorOf(documents.OrganizationByDocument, { id })).toMatchObject({ code: "NOT_FOUND" });
    expect(await seatsOf(id)).toEqual({ used: 2, rows: 2, owners: 1, owning: 1 });
  });

  it("keeps an owner while two of them leave at once", async () => {
    // An account of its own: which of the two stays is not known, and an account owns a limited number.
    const first = await createInstructor(installation, api, "BUSINESS_PARTNER");
    const { id } = await create(first);
    const other = await memberWith(id, "OWNER", first);
    const leave = (who: Person) =>
      who.request(documents.LeaveOrganizationDocument, { input: { id } }).then(
        () => "left",
        () => "kept",
      );
    expect((await Promise.all([leave(first), leave(other)])).sort()).toEqual(["kept", "left"]);
    expect(await seatsOf(id)).toEqual({ used: 1, rows: 1, owners: 1, owning: 1 });
  });

  it("is read-only while it is suspended or archived, and its memberships do not count", async () => {
    const { id } = await create();
    const learner = await memberWith(id, "LEARNER");
    await admin.request(documents.SuspendOrganizationDocument, { input: { id, reason: "unpaid" } });
    expect((await learner.request(documents.OrganizationByDocument, { id })).organization).toMatchObject({
      state: "SUSPENDED",
      stateReason: "unpaid",
    });
    expect(
      await owner.errorOf(documents.CreateOrganizationLinkDocument, { input: { organizationId: id, role: "LEARNER" as never } }),
    ).toMatchObject({ code: "CONFLICT" });
    expect(await owner.errorOf(documents.ArchiveOrganizationDocument, { input: { id } })).toMatchObject({ code: "CONFLICT" });
    await admin.request(documents.ReinstateOrganizationDocument, { input: { id } });
    await owner.request(documents.ArchiveOrganizationDocument, { input: { id } });
    await learner.request(documents.LeaveOrganizationDocument, { input: { id } });
    await owner.request(documents.RestoreOrganizationDocument, { input: { id } });
    expect(await seatsOf(id)).toMatchObject({ used: 1, rows: 1 });
  });
});

describe("members", () => {
  it("are seen as their roles allow, page by page and by name, in one statement", async () => {
    const { id } = await create();
    const [instructor, learner, other] = [
      await memberWith(id, "INSTRUCTOR"),
      await memberWith(id, "LEARNER"),
      await memberWith(id, "LEARNER"),
    ];
    const seenBy = async (who: Person) => (await membersOf(who, id)).nodes.map(({ user, email }) => [user.username, email]);
    expect(await seenBy(owner)).toEqual([
      ...[other, learner, instructor].map((one) => [one.username, emailOf(one)]),
      [owner.username, null],
    ]);
    expect(await seenBy(instructor)).toEqual([other, learner, instructor, owner].map(({ username }) => [username, null]));
    expect(await seenBy(learner)).toEqual([learner, instructor, owner].map(({ username }) => [username, null]));
    await owner.request(documents.UpdateOrganizationDocument, { input: { id, expectedVersion: 1, membersVisible: true } });
    expect(await seenBy(learner)).toHaveLength(4);
    const page = await membersOf(owner, id, { first: 1, role: "LEARNER" });
    expect(page).toMatchObject({ totalCount: 2, nodes: [{ user: { username: other.username } }], pageInfo: { hasNextPage: true } });
    const next = await membersOf(owner, id, { first: 5, role: "LEARNER", after: page.pageInfo.endCursor });
    expect(next.nodes.map(({ user }) => user.username)).toEqual([learner.username]);
    expect((await membersOf(owner, id, { search: learner.username })).nodes.map(({ user }) => user.username)).toEqual([learner.username]);
    expect((await membersOf(owner, id, { search: emailOf(learner) })).nodes).toEqual([]);
  });

  it("of several organizations are read together, and a membership costs no statement", async () => {
    const mine = await createInstructor(installation, api, "BUSINESS_PARTNER");
    const [one] = [await create(mine), await create(mine)];
    await memberWith2(mine, one.id);
    await mine.request(documents.MyOrganizationsDocument, { first: 10 });
    const sql = await sqlOf(api, () => mine.request(documents.MyOrganizationsDocument, { first: 10 }));
    // Organizations, and members with their accounts: the viewer's memberships came with the session.
    expect(sql).toHaveLength(2);
    const { me } = await mine.request(documents.OwnMembershipsDocument);
    expect(me!.organizations).toHaveLength(2);
  });

  async function memberWith2(by: Person, id: string): Promise<void> {
    const person = await verified();
    await join(person, (await link(id, {}, by)).code!);
  }
});

describe("seats", () => {
  it("let exactly as many of 200 in as are free", async () => {
    const { id } = await create();
    await admin.request(documents.SetOrganizationSeatLimitDocument, { input: { id, seatLimit: 51 } });
    const { code } = await link(id);
    const crowd = await installation.sql<{ user: string; session: string }>(
      `with people as (insert into users (id, email, username, display_name, bio, locale, timezone, role)
         select gen_random_uuid(), 'crowd-' || n || '@crowd.example', 'crowd-' || n, 'Crowd', '', 'en', 'UTC', 'LEARNER'
         from generate_series(1, 200) n returning id)
       insert into sessions (id, user_id, token_digest, generation, recent_uses, method, user_agent, address, expires_at)
         select gen_random_uuid(), id, id::text, 0, '[]', 'PASSWORD', '', '', now() + interval '1 day' from people
         returning user_id as "user", id as session`,
    );
    const tokens = await ownTokens(3600);
    // A busy API sends some away for a while; like any client they come again, as joining is safe to repeat.
    const BUSY = ["SERVICE_UNAVAILABLE", "RATE_LIMITED"];
    const outcomeOf = async (client: Client): Promise<string> => {
      for (;;) {
        const outcome = await join(client, code!).then(
          () => ({ code: "in", retryAfterMs: 0 }),
          (error: { response: { errors: { extensions: { code: string; retryAfterMs?: number } }[] } }) =>
            error.response.errors[0]!.extensions,
        );
        if (!BUSY.includes(outcome.code)) return outcome.code;
        await delay(outcome.retryAfterMs ?? 1000);
      }
    };
    const outcomes = await Promise.all(
      crowd.map(async ({ user, session }) => outcomeOf(clientOf(api, (await tokens.issue({ userId: user, sessionId: session })).token))),
    );
    const counts = Object.fromEntries([...Map.groupBy(outcomes, (outcome) => outcome)].map(([outcome, all]) => [outcome, all.length]));
    expect(counts).toEqual({ in: 50, CONFLICT: 150 });
    expect(await seatsOf(id)).toEqual({ used: 51, rows: 51, owners: 1, owning: 1 });
    const [used] = await installation.sql<{ n: number }>("select use_count as n from organization_invitations where code = $1", [code]);
    expect(used).toEqual({ n: 50 });
    expect(await admin.errorOf(documents.SetOrganizationSeatLimitDocument, { input: { id, seatLimit: 50 } })).toMatchObject({
      code: "BAD_USER_INPUT",
    });
    // The second lock.
    const sql = "update organizations set seats_used = 52 where id = $1";
    await expect(installation.sql(sql, [keyOf(id)])).rejects.toThrow("organizations_seats_check");

    // The audit log has the limit of admins, without granted seats.
    await installation.sql(
      "insert into entitlements (id, key, organization_id, source, quantity) values (gen_random_uuid(), 'seats', $1, 'GRANT', 5)",
      [keyOf(id)],
    );
    await admin.request(documents.SetOrganizationSeatLimitDocument, { input: { id, seatLimit: 60 } });
    const notes = await installation.sql<{ details: unknown }>(
      "select details from audit_entries where action = 'organization.seats-set' and subject_id = $1 order by created_at, id",
      [keyOf(id)],
    );
    expect(notes.map(({ details }) => details)).toEqual([
      { from: null, to: 51 },
      { from: 51, to: 60 },
    ]);
  });
});

describe("invitations", () => {
  it("by mail are for the confirmed address only, are mailed and renewed, and say nothing about accounts", async () => {
    const { id, slug } = await create();
    const person = await createLearner(api);
    const known = await invite(id, emailOf(person), "INSTRUCTOR");
    const unknown = await invite(id, `nobody-${newId()}@codequest.example`);
    expect(Object.keys(known).sort()).toEqual(Object.keys(unknown).sort());
    expect(known).toMatchObject({ code: null, useCount: 0, email: emailOf(person) });
    const mails = await waitForMails(emailOf(person), 2);
    expect(mails.find(({ subject }) => subject?.includes("organization"))?.text).toContain(`"${slug}"`);
    expect(await person.errorOf(documents.AcceptOrganizationInvitationDocument, { input: { id: known.id } })).toMatchObject({
      code: "EMAIL_NOT_VERIFIED",
    });
    expect(await offersOf(person)).toEqual([]);
    await installation.sql("update users set email_verified_at = now() where id = $1", [person.userId]);
    expect(await stranger.errorOf(documents.AcceptOrganizationInvitationDocument, { input: { id: known.id } })).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await offersOf(person)).toMatchObject([{ invitationId: known.id, organizationSlug: slug, role: "INSTRUCTOR" }]);
    // Three mails a day: two more of the same address.
    const resend = { input: { id: known.id } };
    await owner.request(documents.ResendOrganizationInvitationDocument, resend);
    await owner.request(documents.ResendOrganizationInvitationDocument, resend);
    expect(await owner.errorOf(documents.ResendOrganizationInvitationDocument, resend)).toMatchObject({ code: "RATE_LIMITED" });
    expect(await accept(person, known.id)).toMatchObject({ viewerRole: "INSTRUCTOR" });
    expect(await offersOf(person)).toEqual([]);
    expect(
      await owner.errorOf(documents.InviteToOrganizationDocument, {
        input: { organizationId: id, email: emailOf(person), role: "LEARNER" as never },
      }),
    ).toMatchObject({ code: "CONFLICT" });
  });

  it("of owners are not renewed by managers, and none is read with an API token, whose scope is its own account", async () => {
    const { id } = await create();
    // Not counted among those of its owner.
    await installation.sql("update organizations set created_by_id = null where id = $1", [keyOf(id)]);
    const [manager, email] = [await memberWith(id, "MANAGER"), `former${count}@acme.example`];
    const offered = await invite(id, email, "OWNER");
    await installation.sql("update organization_invitations set expires_at = '2020-01-01' where id = $1", [keyOf(offered.id)]);
    await invite(id, email, "LEARNER", manager);
    const sql = "select role, expires_at < now() as expired from organization_invitations where id = $1";
    expect(await installation.sql(sql, [keyOf(offered.id)])).toEqual([{ role: "OWNER", expired: true }]);

    const input = { name: "ci", scopes: ["account:read"], expiresInDays: 1, password: PASSWORD };
    const { token } = (await manager.request(documents.CreateApiTokenDocument, { input })).createApiToken;
    const reader = clientOf(api, token);
    const parts = async (who: Client) => (await who.request(documents.OrganizationPartsDocument, { id })).organization;
    expect(await parts(reader)).toMatchObject({ invitations: null, domains: null });
    expect((await membersOf(reader, id)).nodes.map((member) => member.email)).toEqual([null, null]);
    expect((await parts(manager)).invitations!.nodes).toHaveLength(1);
    expect((await membersOf(manager, id)).nodes.map((member) => member.email)).toContain(emailOf(manager));
  });

  it("can be declined and revoked, and expire", async () => {
    const { id } = await create();
    const [declined, revoked, expired] = [await invite(id, emailOf(stranger)), await link(id), await link(id)];
    await stranger.request(documents.DeclineOrganizationInvitationDocument, { input: { id: declined.id } });
    await owner.request(documents.RevokeOrganizationInvitationDocument, { input: { id: revoked.id } });
    await installation.sql("update organization_invitations set expires_at = now() where id = $1", [expired.id]);
    for (const code of [revoked.code!, expired.code!, "NOSUCHCODE"]) {
      expect(await stranger.errorOf(documents.JoinOrganizationDocument, { input: { code } })).toMatchObject({
        code: "NOT_FOUND",
        message: "There is no such invitation.",
      });
    }
    const { organization } = await owner.request(documents.OrganizationPartsDocument, { id });
    expect(organization.invitations!.nodes.map((one) => one.id)).toEqual([expired.id]);
  });

  it("by link stop at their limit, and let nobody in again by themselves", async () => {
    const { id } = await create();
    const { code } = await link(id, { useLimit: 1, role: "INSTRUCTOR" });
    const [first, second] = [await verified(), await verified()];
    expect((await first.request(documents.OrganizationOfferDocument, { code: code! })).organizationOffer).toEqual({
      organizationName: "Acme",
      role: "INSTRUCTOR",
    });
    expect(await join(first, code!.toLowerCase())).toMatchObject({ viewerRole: "INSTRUCTOR", seatsUsed: null });
    expect(await second.errorOf(documents.JoinOrganizationDocument, { input: { code: code! } })).toMatchObject({ code: "NOT_FOUND" });
    await owner.request(documents.RemoveOrganizationMemberDocument, { input: { id: (await memberOf(id, first)).id } });
    expect(await first.errorOf(documents.OrganizationByDocument, { id })).toMatchObject({ code: "NOT_FOUND" });
    expect(
      await owner.errorOf(documents.CreateOrganizationLinkDocument, { input: { organizationId: id, role: "OWNER" as never } }),
    ).toMatchObject({
      code: "BAD_USER_INPUT",
    });
  });
});

describe("domains", () => {
  it("are verified by DNS for one organization, let people join, and are lost when the record is gone", async () => {
    const [mine, other] = [await create(), await create()];
    const name = `d${newId().slice(-12)}.example`;
    const add = async (organizationId: string) =>
      (await owner.request(documents.AddOrganizationDomainDocument, { input: { organizationId, domain: name.toUpperCase() } }))
        .addOrganizationDomain.domain;
    const [domain, rival] = [await add(mine.id), await add(other.id)];
    const verify = { input: { id: domain.id } };
    expect(await owner.errorOf(documents.VerifyOrganizationDomainDocument, verify)).toMatchObject({ code: "CONFLICT" });
    names.records.set(domain.recordName, ["other", domain.recordValue, rival.recordValue]);
    const { verifyOrganizationDomain } = await owner.request(documents.VerifyOrganizationDomainDocument, verify);
    expect(verifyOrganizationDomain.domain.verifiedAt).not.toBeNull();
    expect(await owner.errorOf(documents.VerifyOrganizationDomainDocument, { input: { id: rival.id } })).toMatchObject({
      code: "CONFLICT",
      message: "Another organization has verified this domain.",
    });
    await owner.request(documents.SetOrganizationDomainAutoJoinDocument, { input: { id: domain.id, autoJoin: true } });

    const [person, late] = [await verified(), await verified()];
    const moveTo = (who: Person, email: string) => installation.sql("update users set email = $2 where id = $1", [who.userId, email]);
    await moveTo(person, `${person.username}@${name}`);
    await announce(installation, "account.email-verified", { userId: keyOf(person.userId) });
    await eventually(
      () => seatsOf(mine.id),
      ({ rows }) => rows === 2,
    );
    expect(await memberOf(mine.id, person)).toMatchObject({ role: "LEARNER", joinedBy: "DOMAIN" });

    // A list: one has an account at the domain, one is a member, and the others are invited whether or not they have accounts.
    await moveTo(late, `${late.username}@${name}`);
    const csv = `email,role\n${late.username}@${name},\n${person.username}@${name},INSTRUCTOR\n${emailOf(stranger)},\nx-${newId()}@codequest.example,MANAGER\n`;
    const load = async (text: string, dryRun: boolean) =>
      (await owner.request(documents.ImportOrganizationMembersDocument, { input: { organizationId: mine.id, csv: text, dryRun } }))
        .importOrganizationMembers;
    const planned = await load(csv, true);
    expect([planned.applied, ...planned.lines.map(({ outcome }) => outcome)]).toEqual([false, "ADD", "CHANGE_ROLE", "INVITE", "INVITE"]);
    expect((await load(`${csv}nonsense,\n`, false)).applied).toBe(false);
    expect(await seatsOf(mine.id)).toMatchObject({ rows: 2 });
    expect((await load(csv, false)).applied).toBe(true);
    expect((await load(csv, true)).lines.map(({ outcome }) => outcome)).toEqual(["UNCHANGED", "UNCHANGED", "INVITE", "INVITE"]);
    expect(await memberOf(mine.id, late)).toMatchObject({ role: "LEARNER", joinedBy: "IMPORT" });
    expect(await seatsOf(mine.id)).toMatchObject({ used: 3, rows: 3 });

    const exported = async (format: string) => {
      const input = { organizationId: mine.id, format: format as never };
      return (
        await fetch((await owner.request(documents.ExportOrganizationMembersDocument, { input })).exportOrganizationMembers.url)
      ).text();
    };
    const members = JSON.parse(await exported("JSON")) as { username: string; email: string | null }[];
    expect(members.map(({ username }) => username)).toEqual([owner, person, late].map(({ username }) => username));
    expect((await exported("CSV")).split("\r\n")).toHaveLength(5);

    // A week without the record.
    names.records.delete(domain.recordName);
    const db = await createDatabase({
      url: installation.env.DATABASE_URL!,
      poolMax: 3,
      entities: ENTITIES,
      migrationsFolder: "migrations",
    });
    const log = { info: () => undefined, warn: () => undefined } as never;
    const round = async (missing: string) => {
      const sql = `update organization_domains set checked_at = now() - interval '2 days', missing_since = now() - $2::interval where id = $1`;
      await installation.sql(sql, [domain.id, missing]);
      await checkDomains({ db, txtRecords: createTxtRecords({ DNS_SERVERS: [names.address] }), log }, new AbortController().signal);
      const { organization } = await owner.request(documents.OrganizationPartsDocument, { id: mine.id });
      return organization.domains!.map(({ verifiedAt, missingSince }) => [verifiedAt !== null, missingSince !== null]);
    };
    try {
      expect(await round("1 day")).toEqual([[true, true]]);
      expect(await round("8 days")).toEqual([[false, true]]);
    } finally {
      await db.close();
    }
    const again = await verified();
    await moveTo(again, `${again.username}@${name}`);
    const event = await announce(installation, "account.email-verified", { userId: keyOf(again.userId) });
    await eventually(
      () => installation.sql<object>("select 1 from outbox where id = $1", [event]),
      (rows) => rows.length === 0,
    );
    expect(await seatsOf(mine.id)).toMatchObject({ rows: 3 });
  });
});

describe("a deleted account", () => {
  it("frees its seat; a manager succeeds the last owner, and without one the organization is suspended", async () => {
    const { id } = await create();
    const manager = await memberWith(id, "MANAGER");
    await memberWith(id, "LEARNER");
    const erasure = DECLARATIONS.personalData
      .flatMap(({ erasures = [] }) => erasures)
      .find(({ name }) => name === "organization_members by user_id")!;
    const db = await createDatabase({
      url: installation.env.DATABASE_URL!,
      poolMax: 3,
      entities: ENTITIES,
      migrationsFolder: "migrations",
    });
    const erase = async ({ userId }: Person) => {
      const step = () => db.transaction((tx) => erasure.step(tx, keyOf(userId), null as never));
      while ((await step()) > 0);
    };
    try {
      await erase(owner);
      expect(await memberOf(id, manager)).toMatchObject({ role: "OWNER" });
      expect(await seatsOf(id)).toEqual({ used: 2, rows: 2, owners: 1, owning: 1 });
      await erase(manager);
    } finally {
      await db.close();
    }
    expect(await seatsOf(id)).toEqual({ used: 1, rows: 1, owners: 0, owning: 0 });
    const { organization } = await admin.request(documents.OrganizationByDocument, { id });
    expect(organization).toMatchObject({ state: "SUSPENDED", stateReason: "The account of its last owner was deleted." });
    expect(await admin.errorOf(documents.ReinstateOrganizationDocument, { input: { id } })).toMatchObject({ code: "CONFLICT" });
    const [heir] = (await membersOf(admin, id)).nodes;
    await admin.request(documents.TransferOrganizationDocument, { input: { memberId: heir!.id } });
    await admin.request(documents.ReinstateOrganizationDocument, { input: { id } });
    const told = "select 1 from notifications where kind = 'organization-without-owner' and user_id = $1";
    await eventually(
      () => installation.sql<object>(told, [keyOf(admin.userId)]),
      (rows) => rows.length > 0,
    );
  });
});

describe("what others can see", () => {
  interface Ids {
    organization: string;
    member: string;
    invitation: string;
    domain: string;
  }
  const input = (fields: object) => ({ input: fields });
  /** How each root field names something of an organization. Null: it names nothing, or only by code or for its own account. */
  const FIELDS: Record<string, [Document, (ids: Ids) => object] | null> = {
    organization: [documents.OrganizationByDocument, ({ organization: id }) => ({ id })],
    myOrganizations: null,
    organizations: null,
    myOrganizationOffers: null,
    organizationOffer: null,
    createOrganization: null,
    joinOrganization: null,
    // See organization-content.test.ts and organization-isolation.test.ts.
    moveToOrganization: null,
    createOrganizationExportLink: null,
    cancelOrganizationDeletion: null,
    organizationExports: [documents.OrganizationExportsDocument, ({ organization: organizationId }) => ({ organizationId })],
    requestOrganizationExport: [
      documents.RequestOrganizationExportDocument,
      ({ organization }) => input({ organizationId: organization, password: PASSWORD }),
    ],
    requestOrganizationDeletion: [
      documents.RequestOrganizationDeletionDocument,
      ({ organization }) => input({ organizationId: organization, slug: "acme", password: PASSWORD }),
    ],
    updateOrganization: [documents.UpdateOrganizationDocument, ({ organization: id }) => input({ id, expectedVersion: 1, name: "X" })],
    setOrganizationLogo: [documents.SetOrganizationLogoDocument, ({ organization: id }) => input({ id, fileId: null })],
    archiveOrganization: [documents.ArchiveOrganizationDocument, ({ organization: id }) => input({ id })],
    restoreOrganization: [documents.RestoreOrganizationDocument, ({ organization: id }) => input({ id })],
    suspendOrganization: [documents.SuspendOrganizationDocument, ({ organization: id }) => input({ id, reason: "r" })],
    reinstateOrganization: [documents.ReinstateOrganizationDocument, ({ organization: id }) => input({ id })],
    setOrganizationAi: [
      documents.SetOrganizationAiDocument,
      ({ organization: organizationId }) => input({ organizationId, enabled: false }),
    ],
    setOrganizationSeatLimit: [documents.SetOrganizationSeatLimitDocument, ({ organization: id }) => input({ id, seatLimit: 9 })],
    updateOrganizationMember: [documents.UpdateOrganizationMemberDocument, ({ member: id }) => input({ id, role: "LEARNER" })],
    removeOrganizationMember: [documents.RemoveOrganizationMemberDocument, ({ member: id }) => input({ id })],
    transferOrganization: [documents.TransferOrganizationDocument, ({ member }) => input({ memberId: member })],
    leaveOrganization: [documents.LeaveOrganizationDocument, ({ organization: id }) => input({ id })],
    inviteToOrganization: [
      documents.InviteToOrganizationDocument,
      ({ organization }) => input({ organizationId: organization, email: "x@codequest.example", role: "LEARNER" }),
    ],
    createOrganizationLink: [
      documents.CreateOrganizationLinkDocument,
      ({ organization }) => input({ organizationId: organization, role: "LEARNER" }),
    ],
    resendOrganizationInvitation: [documents.ResendOrganizationInvitationDocument, ({ invitation: id }) => input({ id })],
    revokeOrganizationInvitation: [documents.RevokeOrganizationInvitationDocument, ({ invitation: id }) => input({ id })],
    acceptOrganizationInvitation: [documents.AcceptOrganizationInvitationDocument, ({ invitation: id }) => input({ id })],
    declineOrganizationInvitation: [documents.DeclineOrganizationInvitationDocument, ({ invitation: id }) => input({ id })],
    addOrganizationDomain: [
      documents.AddOrganizationDomainDocument,
      ({ organization }) => input({ organizationId: organization, domain: "codequest.example" }),
    ],
    verifyOrganizationDomain: [documents.VerifyOrganizationDomainDocument, ({ domain: id }) => input({ id })],
    setOrganizationDomainAutoJoin: [documents.SetOrganizationDomainAutoJoinDocument, ({ domain: id }) => input({ id, autoJoin: true })],
    removeOrganizationDomain: [documents.RemoveOrganizationDomainDocument, ({ domain: id }) => input({ id })],
    importOrganizationMembers: [
      documents.ImportOrganizationMembersDocument,
      ({ organization }) => input({ organizationId: organization, csv: "email\n", dryRun: true }),
    ],
    exportOrganizationMembers: [
      documents.ExportOrganizationMembersDocument,
      ({ organization }) => input({ organizationId: organization, format: "CSV" }),
    ],
    reportOrganizationProgress: [
      documents.ReportOrganizationProgressDocument,
      ({ organization }) => input({ organizationId: organization, format: "CSV" }),
    ],
    organizationInvoices: [documents.OrganizationInvoicesDocument, ({ organization: organizationId }) => ({ organizationId })],
    organizationSubscriptions: [documents.OrganizationSubscriptionsDocument, ({ organization: organizationId }) => ({ organizationId })],
    organizationTransactions: [documents.OrganizationTransactionsDocument, ({ organization: organizationId }) => ({ organizationId })],
    organizationAnalytics: [documents.OrganizationAnalyticsDocument, ({ organization: id }) => ({ id })],
    setOrganizationSingleSignOn: [
      documents.SetOrganizationSingleSignOnDocument,
      ({ organization }) => input({ organizationId: organization, issuer: "https://id.example", clientId: "c", domains: [] }),
    ],
    testOrganizationSingleSignOn: [
      documents.TestOrganizationSingleSignOnDocument,
      ({ organization }) => input({ organizationId: organization }),
    ],
    removeOrganizationSingleSignOn: [
      documents.RemoveOrganizationSingleSignOnDocument,
      ({ organization }) => input({ organizationId: organization }),
    ],
  };
  const ADMINS_ONLY = ["suspendOrganization", "reinstateOrganization", "setOrganizationSeatLimit"];
  const BY_ADDRESS = ["acceptOrganizationInvitation", "declineOrganizationInvitation"];

  it("covers every root field of the module", () => {
    const schema = readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8");
    const roots = [...schema.matchAll(/^type (?:Query|Mutation) \{$([\s\S]*?)^\}$/gm)].map(([, body]) => body).join("");
    const found = [...roots.matchAll(/^ {2}((?:organization|[a-z]\w*Organization)\w*)[(:]/gm)].map(([, name]) => name);
    expect(Object.keys(FIELDS).sort()).toEqual([...new Set(found)].sort());
  });

  it("is the same for an organization of others as for none at all, in every field and role", async () => {
    const [mine, other] = [await create(), await create()];
    const roles: Record<string, Person> = {
      manager: await memberWith(mine.id, "MANAGER"),
      instructor: await memberWith(mine.id, "INSTRUCTOR"),
      learner: await memberWith(mine.id, "LEARNER"),
      stranger: await verified(),
    };
    roles.owner = await memberWith(mine.id, "OWNER");
    const idsOf = async (id: string): Promise<Ids> => ({
      organization: id,
      member: (await memberOf(id, owner)).id,
      invitation: (await invite(id, `x-${newId()}@codequest.example`)).id,
      domain: (
        await owner.request(documents.AddOrganizationDomainDocument, { input: { organizationId: id, domain: `d${newId()}.example` } })
      ).addOrganizationDomain.domain.id,
    });
    const [own, foreign] = [await idsOf(mine.id), await idsOf(other.id)];
    const none: Ids = {
      organization: globalId("Organization", newId()),
      member: globalId("OrganizationMember", newId()),
      invitation: globalId("OrganizationInvitation", newId()),
      domain: globalId("OrganizationDomain", newId()),
    };
    const wrong: string[] = [];
    for (const [field, entry] of Object.entries(FIELDS)) {
      if (!entry) continue;
      const [document, variables] = entry;
      const ask = async (role: string, ids: Ids) => {
        const { code, message } = await roles[role]!.errorOf(document, variables(ids) as never);
        return `${code} ${message}`;
      };
      await Promise.all(
        Object.keys(roles).map(async (role) => {
          const [theirs, nobodys] = [await ask(role, foreign), await ask(role, none)];
          const expected = ADMINS_ONLY.includes(field) ? "FORBIDDEN" : "NOT_FOUND";
          if (theirs !== nobodys || !theirs.startsWith(expected)) wrong.push(`${field} by ${role}: ${theirs} / ${nobodys}`);
          if (role === "owner" || role === "manager" || (role !== "stranger" && ["organization", "leaveOrganization"].includes(field)))
            return;
          if (role === "instructor" && field === "organizationAnalytics") return;
          // Learners and instructors know their organization, but not its invitations and domains.
          const hidden =
            role === "stranger" ||
            BY_ADDRESS.includes(field) ||
            /Invitation$|Domain$|AutoJoin$/.test(field.replace(/^addOrganizationDomain$/, ""));
          const answer = await ask(role, own);
          if (!answer.startsWith(hidden && !ADMINS_ONLY.includes(field) ? "NOT_FOUND" : "FORBIDDEN"))
            wrong.push(`${field} by ${role}: ${answer}`);
        }),
      );
    }
    expect(wrong).toEqual([]);
    const nodes = await Promise.all(
      Object.values(foreign).map(async (id) => (await roles.learner!.request(documents.NodeDocument, { id: id as string })).node),
    );
    expect(nodes).toEqual([null, null, null, null]);
  });
});
