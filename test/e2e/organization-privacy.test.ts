/** The archive of an organization, and its end: what goes with it, what stays, and what becomes of both when workers die. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Redis } from "ioredis";
import { randomBytes } from "node:crypto";
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import * as documents from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { waitForMails } from "../support/mail.js";
import { objectKeys } from "../support/objects.js";
import { PASSWORD } from "../support/people.js";
import { privateObjects, type Ids, type Members } from "../support/private-objects.js";
import { createInstructor, createLearner, eventually, submit, SUM_ACCEPTED } from "../support/scenario.js";
import { unzip } from "../support/zip.js";

type Person = Awaited<ReturnType<typeof createLearner>>;
interface Organization extends Members {
  owner: Person;
  author: Person;
  learner: Person;
  manager: Person;
  slug: string;
  mark: string;
  ids: Ids;
}

/** A worker without sandbox. */
const WITHOUT_JUDGE = { env: { JUDGE_LAUNCHER_SOCKET: "/nowhere/launcher.sock" }, until: "worker started" };

let installation: Installation;
let api: Api;
let worker: Program;
let admin: Person;

beforeAll(async () => {
  installation = await createInstallation();
  [api, worker] = await Promise.all([installation.startApi(), installation.startWorker(WITHOUT_JUDGE)]);
  admin = await createInstructor(installation, api, "ADMIN");
});
afterAll(() => installation?.stop());

/** With an object of every kind, each with the mark in its texts. */
async function createOrganization(): Promise<Organization> {
  const mark = `mark${randomBytes(6).toString("hex")}`;
  const owner = await createInstructor(installation, api, "BUSINESS_PARTNER");
  const slug = `acme-${randomBytes(4).toString("hex")}`;
  const { id } = (await owner.request(documents.CreateOrganizationDocument, { input: { name: "Acme", slug } })).createOrganization
    .organization;
  await admin.request(documents.GrantEntitlementDocument, { input: { organizationId: id, key: "private-content" } });
  const join = async (role: string, person: Person) => {
    await installation.sql(
      "insert into organization_members (id, organization_id, user_id, role, joined_by) values ($1, $2, $3, $4, 'LINK')",
      [newId(), id, person.userId, role],
    );
    await installation.sql("update organizations set seats_used = seats_used + 1 where id = $1", [id]);
    return person;
  };
  const people = {
    owner,
    author: await join("INSTRUCTOR", await createInstructor(installation, api)),
    learner: await join("LEARNER", await createLearner(api)),
    manager: await join("MANAGER", await createLearner(api)),
  };
  return { ...people, id, slug, mark, ids: await privateObjects(installation, { id, ...people }, mark) };
}

const count = async (table: string, where: string, ...params: unknown[]) =>
  (await installation.sql<{ count: number }>(`select count(*)::int as count from ${table} where ${where}`, params))[0]!.count;

const mailed = ({ username }: Person, wanted: string) =>
  eventually(`the mail "${wanted}" came`, async () =>
    (await waitForMails(`${username}@codequest.example`, 1)).some(({ subject }) => subject === wanted),
  );

describe("the archive of an organization", () => {
  let organization: Organization;
  let files: Map<string, Buffer>;
  beforeAll(async () => {
    organization = await createOrganization();
    // Names that a spreadsheet would take for formulas.
    await installation.sql("update users set display_name = '=1+1' where id = $1", [organization.learner.userId]);
  });

  it("is for owners, who prove themselves again", async () => {
    const { id: organizationId, owner, manager } = organization;
    const asked = (who: Person, password: string | null) =>
      who.errorOf(documents.RequestOrganizationExportDocument, { input: { organizationId, password } });
    expect(await asked(manager, PASSWORD)).toMatchObject({ code: "FORBIDDEN" });
    expect(await asked(await createLearner(api), PASSWORD)).toMatchObject({ code: "NOT_FOUND" });
    expect(await asked(owner, "Wrong-Password-1")).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: "input.password" }] },
    });
  });

  it("is written by a worker, also after another one was killed before the end", async () => {
    const { id: organizationId, owner, slug } = organization;
    await worker.stop();
    const dying = await installation.startWorker({ ...WITHOUT_JUDGE, killAt: "organization-export-before-commit" });
    const input = { organizationId, password: PASSWORD };
    const { requestOrganizationExport } = await owner.request(documents.RequestOrganizationExportDocument, { input });
    const { id } = requestOrganizationExport.organizationExport;
    expect(await owner.errorOf(documents.RequestOrganizationExportDocument, { input })).toMatchObject({ code: "CONFLICT" });
    await dying.ended;
    worker = await installation.startWorker(WITHOUT_JUDGE);
    await eventually("the archive is ready", async () => {
      const { nodes } = (await owner.request(documents.OrganizationExportsDocument, { organizationId })).organizationExports;
      return nodes![0]!.status === "READY";
    });
    expect((await objectKeys(installation)).filter((key) => key.includes(keyOf(id)))).toHaveLength(1);
    const link = { exportId: id, password: PASSWORD };
    expect(await organization.manager.errorOf(documents.CreateOrganizationExportLinkDocument, { input: link })).toMatchObject({
      code: "NOT_FOUND",
    });
    const { createOrganizationExportLink } = await owner.request(documents.CreateOrganizationExportLinkDocument, { input: link });
    const answer = await fetch(String(createOrganizationExportLink.url));
    expect(answer.headers.get("content-disposition")).toContain(slug);
    files = unzip(Buffer.from(await answer.arrayBuffer()));
    await mailed(owner, "The archive of Acme is ready");
  });

  it("has everything of the organization, lists as CSV too, and no secrets", () => {
    const { mark, slug, learner } = organization;
    const kinds = ["problems", "tracks", "track-modules", "lessons", "classes", "class-assignments", "coursework", "assessments"];
    kinds.push("webhooks", "invitations", "domains", "invoices", "problem-programs", "problem-revisions");
    const marked = kinds.filter((kind) => files.get(`${kind}.json`)!.toString().includes(mark));
    expect(marked).toEqual(kinds);
    expect(files.get("README.txt")!.toString()).toContain(`All data of the organization ${slug}`);
    expect([...files.keys()].filter((name) => name.startsWith("problem-tests/"))).toHaveLength(1);
    const csv = files.get("tables/members.csv")!.toString();
    expect(csv.split("\r\n")[0]).toBe("username,displayName,email,role,joinedBy,joinedAt");
    expect(csv).toContain(`${learner.username},'=1+1,`);
    const webhooks = JSON.parse(files.get("webhooks.json")!.toString()) as object[];
    expect(webhooks.map((one) => "secret" in one)).toEqual([false]);
  });
});

describe("the deletion of an organization", () => {
  let organization: Organization;
  let openProblem: string;
  let submission: string;
  let dueAt: string;
  const input = (change: object = {}) => ({
    input: { organizationId: organization.id, slug: organization.slug, password: PASSWORD, ...change },
  });
  const deletionOf = async () =>
    (await organization.owner.request(documents.OrganizationDeletionOfDocument, { id: organization.id })).organization.deletion;
  beforeAll(async () => {
    organization = await createOrganization();
    const { author, learner, id: organizationId, ids } = organization;
    const given = { title: "Open", statement: "Add.", difficulty: "EASY" as never, organizationId };
    openProblem = (await author.request(documents.CreateProblemForTestDocument, { input: given })).createProblem.problem.id;
    await author.request(documents.SetContentVisibilityDocument, { input: { objectId: openProblem, visibility: "PUBLIC" } });
    submission = await submit(learner, { id: ids.Problem! }, SUM_ACCEPTED);
  });

  it("takes an owner, the slug and the password", async () => {
    const { owner, manager } = organization;
    const refused = (who: Person, change: object) => who.errorOf(documents.RequestOrganizationDeletionDocument, input(change));
    expect(await refused(manager, {})).toMatchObject({ code: "FORBIDDEN" });
    expect(await refused(await createLearner(api), {})).toMatchObject({ code: "NOT_FOUND" });
    expect(await refused(owner, { slug: "acme" })).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: "input.slug" }] },
    });
    expect(await refused(owner, { password: null })).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: "input.password" }] },
    });
    expect(await deletionOf()).toBeNull();
  });

  it("leaves days in which the organization works and every owner can cancel", async () => {
    const { owner, learner, id, ids } = organization;
    const { requestOrganizationDeletion } = await owner.request(documents.RequestOrganizationDeletionDocument, input());
    const { deletion, state } = requestOrganizationDeletion.organization;
    dueAt = deletion!.dueAt;
    expect([state, Math.round((new Date(dueAt).getTime() - Date.now()) / 86_400_000)]).toEqual(["ACTIVE", 14]);
    expect(await owner.errorOf(documents.RequestOrganizationDeletionDocument, input())).toMatchObject({ code: "CONFLICT" });
    await mailed(owner, "Acme will be deleted");
    await learner.request(documents.ProblemForTestDocument, { id: ids.Problem! });
    const cancel = { input: { deletionId: deletion!.id } };
    expect(await learner.errorOf(documents.CancelOrganizationDeletionDocument, cancel)).toMatchObject({ code: "FORBIDDEN" });
    expect(await admin.errorOf(documents.CancelOrganizationDeletionDocument, { input: { deletionId: newId() } })).toMatchObject({
      code: "NOT_FOUND",
    });
    await owner.request(documents.CancelOrganizationDeletionDocument, cancel);
    expect(await deletionOf()).toBeNull();
    expect(await owner.errorOf(documents.CancelOrganizationDeletionDocument, cancel)).toMatchObject({ code: "CONFLICT" });
    expect(await count("organizations", "id = $1", id)).toBe(1);
  });

  it("removes everything private in steps, whichever worker dies", async () => {
    const { owner, id } = organization;
    await owner.request(documents.RequestOrganizationDeletionDocument, input());
    await worker.stop();
    for (const killAt of ["organization-closed", "organization-half-deleted"]) {
      const dying = await installation.startWorker({ ...WITHOUT_JUDGE, killAt });
      await installation.sql(
        "update organization_deletions set due_at = now() where organization_id = $1 and status in ('SCHEDULED', 'RUNNING')",
        [id],
      );
      await dying.ended;
    }
    // Its memberships give no rights any more.
    expect(await owner.errorOf(documents.ProblemForTestDocument, { id: organization.ids.Problem! })).toMatchObject({ code: "NOT_FOUND" });
    // Half deleted, it can be neither saved nor asked for again.
    const { deletion } = (await admin.request(documents.OrganizationDeletionOfDocument, { id })).organization;
    const cancel = { input: { deletionId: deletion!.id } };
    expect(await owner.errorOf(documents.CancelOrganizationDeletionDocument, cancel)).toMatchObject({ code: "CONFLICT" });
    expect(await admin.errorOf(documents.ReinstateOrganizationDocument, { input: { id } })).toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("being deleted") as unknown,
    });
    expect(await count("organizations", "id = $1 and state = 'SUSPENDED' and deletion_begun", id)).toBe(1);
    worker = await installation.startWorker(WITHOUT_JUDGE);
    await eventually(
      "the organization is deleted",
      async () => (await count("organization_deletions", "organization_id = $1 and status = 'DONE'", id)) === 1,
    );
    expect(await count("organizations", "id = $1", id)).toBe(0);
    expect(await owner.errorOf(documents.OrganizationByDocument, { id })).toMatchObject({ code: "NOT_FOUND" });
    const { ids } = organization;
    const gone = { classes: "Class", assessments: "Assessment", webhook_endpoints: "WebhookEndpoint", forum_threads: "ForumThread" };
    const left = await Promise.all(Object.entries(gone).map(([table, type]) => count(table, "id = $1", ids[type])));
    expect(left).toEqual([0, 0, 0, 0]);
    expect(await count("entitlements", "organization_id = $1", id)).toBe(0);
  });

  it("is told to every member once, and to the event stream", async () => {
    const { owner, author, learner, manager, id } = organization;
    await Promise.all([owner, author, learner, manager].map((person) => mailed(person, "Acme was deleted")));
    expect(await count("notifications", "kind = 'organization-deleted' and data ->> 'organization' = 'Acme'")).toBe(4);
    const redis = new Redis(installation.env.REDIS_URL!);
    const mark = `"organizationId":"${globalId("Organization", keyOf(id))}"`;
    try {
      await eventually("the event is in the stream", async () => {
        const events = (await redis.xrange(`${installation.env.REDIS_PREFIX}:events`, "-", "+")).map(([, fields]) => fields.join(" "));
        return events.filter((event) => event.includes('"type":"organization.deleted"') && event.includes(mark)).length === 1;
      });
    } finally {
      redis.disconnect();
    }
  });

  it("keeps what belongs to members, what is public, invoices, and the audit log", async () => {
    const { learner, author, mark, ids, id } = organization;
    const { submission: kept } = await learner.request(documents.FormerMemberSubmissionDocument, { id: submission });
    expect(kept).toMatchObject({ source: SUM_ACCEPTED.source, problem: { title: "Deleted problem" } });
    const [problem] = await installation.sql<{ text: string; author: string }>(
      `select p::text as text, author_id as author from problems p where id = $1`,
      [ids.Problem],
    );
    expect(problem!.text).not.toContain(mark);
    expect(await count("test_sets", "problem_id = $1 and samples::text like '%' || $2 || '%'", ids.Problem, mark)).toBe(0);
    expect(await count("problem_revisions", "problem_id = $1", ids.Problem)).toBe(0);
    // A certificate names it.
    expect(await count("tracks", "id = $1 and title = 'Deleted track'", ids.Track)).toBe(1);
    expect(await count("certificates", "id = $1 and track_title like '%' || $2 || '%'", ids.Certificate, mark)).toBe(1);
    expect(await count("lessons", "id = $1", ids.Lesson)).toBe(0);
    expect(await count("problems", "id = $1 and organization_id is null and author_id = $2", openProblem, author.userId)).toBe(1);
    expect(await count("invoices", "id = $1 and organization_id is null", ids.Invoice)).toBe(1);
    expect(await count("billing_customers", "stripe_id = $1 and deletion_due_at is not null", `cus_${mark}`)).toBe(1);
    const audit = await installation.sql<{ action: string }>("select action from audit_entries where subject_id = $1 order by id", [id]);
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        "organization.created",
        "organization.deletion-requested",
        "organization.deletion-cancelled",
        "organization.deleted",
      ]),
    );
  });
});
