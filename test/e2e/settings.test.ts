/** System settings and feature flags: what an admin changes at one API holds at every other, and in workers. */
import { randomUUID } from "node:crypto";
import { clientOf } from "../support/client.js";
import {
  AllFeatureFlagsDocument,
  CompleteProviderSignInDocument,
  CreateFeatureFlagDocument,
  DeleteFeatureFlagDocument,
  FeatureFlagsDocument,
  RegisterDocument,
  ResetSystemSettingDocument,
  RunCodeDocument,
  SetSystemSettingDocument,
  SiteDocument,
  StartProviderSignInDocument,
  SubmitCodeDocument,
  SystemSettingsDocument,
  UpdateFeatureFlagDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { startOpenIdProvider, type OpenIdProvider } from "../support/openid-provider.js";
import { someone } from "../support/people.js";
import { clientOn, createInstructor, createLearner, createProblem, eventually, SUM_ACCEPTED, type Problem } from "../support/scenario.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

describe("what admins set while the program runs, with two APIs", () => {
  let provider: OpenIdProvider;
  let installation: Installation;
  let api: Api;
  let elsewhere: Api;
  let admin: Person;

  beforeAll(async () => {
    provider = await startOpenIdProvider();
    const { issuer, clientId, clientSecret } = provider;
    const providers = [{ id: "acme", name: "Acme", issuer, clientId, clientSecret, trustEmail: true }];
    installation = await createInstallation({ OIDC_PROVIDERS: JSON.stringify(providers), WEB_URL: "https://app.codequest.example" });
    [api, elsewhere] = await Promise.all([installation.startApi(), installation.startApi()]);
    admin = await createInstructor(installation, api, "ADMIN");
  });
  afterAll(async () => {
    await installation?.stop();
    await provider?.close();
  });

  const settings = async () => (await admin.request(SystemSettingsDocument)).systemSettings;
  const settingOf = async (name: string) => (await settings()).find((one) => one.name === name)!;
  const set = async (name: string, value: unknown) => {
    const { revision } = await settingOf(name);
    return (await admin.request(SetSystemSettingDocument, { input: { name, value, expectedRevision: revision } })).setSystemSetting
      .systemSetting;
  };
  const reset = async (name: string) => {
    const { revision } = await settingOf(name);
    return (await admin.request(ResetSystemSettingDocument, { input: { name, expectedRevision: revision } })).resetSystemSetting
      .systemSetting;
  };
  const siteOf = async (at: Api) => (await clientOf(at).request(SiteDocument)).site;
  const entries = (action: string) =>
    installation.sql<{ actor_id: string; details: Record<string, unknown> }>(
      "select actor_id, details from audit_entries where action = $1 order by id",
      [action],
    );

  describe("a system setting", () => {
    it("has a name, a description, a type, a default from code or environment, and is at it until changed", async () => {
      const all = await settings();
      const names = all.map(({ name }) => name);
      expect(names).toEqual([...names].sort());
      for (const one of all) {
        expect(one).toMatchObject({ description: expect.stringMatching(/\.$/), revision: 0, changedAt: null, changedBy: null });
        expect(one.value).toEqual(one.default);
      }
      expect(await settingOf("registration.open")).toMatchObject({ type: "BOOLEAN", value: true, minimum: null, maximum: null });
      expect(await settingOf("submissions.perMinute")).toMatchObject({ type: "INTEGER", value: 10_000, minimum: 1, maximum: 100_000 });
      expect(await settingOf("maintenance.message")).toMatchObject({ type: "TEXT", value: "", maximum: 500 });
      expect(names.filter((name) => name.startsWith("retention."))).toContain("retention.auditEntriesDays");
    });

    it("changes at the other API within moments, tells who changed it, and is on record with both values", async () => {
      expect(await set("maintenance.message", "Back at noon.")).toMatchObject({
        value: "Back at noon.",
        revision: 1,
        changedBy: { id: admin.userId },
      });
      await eventually("the other API knows", async () => (await siteOf(elsewhere)).maintenanceMessage === "Back at noon.", 2000);
      expect(await reset("maintenance.message")).toMatchObject({ value: "", default: "", revision: 2, changedBy: { id: admin.userId } });
      await eventually("the other API knows", async () => (await siteOf(elsewhere)).maintenanceMessage === null, 2000);
      expect(await entries("setting.changed")).toEqual([
        { actor_id: keyOf(admin.userId), details: { name: "maintenance.message", from: "", to: "Back at noon." } },
      ]);
      expect(await entries("setting.reset")).toEqual([
        { actor_id: keyOf(admin.userId), details: { name: "maintenance.message", from: "Back at noon.", to: "" } },
      ]);
    });

    it("is read again now and then, also when nobody tells", async () => {
      await installation.sql("insert into system_settings (name, value, revision, changed_by_id) values ('runs.perMinute', '78', 1, $1)", [
        admin.userId,
      ]);
      await eventually("the API reads again", async () => (await settingOf("runs.perMinute")).value === 78);
      await reset("runs.perMinute");
    });

    it("survives the process, and counts for nothing when a later program does not take its value", async () => {
      await set("runs.perMinute", 55);
      const later = await installation.startApi();
      const there = clientOn(later, admin);
      const read = async () => (await there.request(SystemSettingsDocument)).systemSettings.find(({ name }) => name === "runs.perMinute")!;
      expect(await read()).toMatchObject({ value: 55 });
      await installation.sql(`update system_settings set value = '"many"' where name = 'runs.perMinute'`);
      await reset("maintenance.message"); // tells all to read again
      await eventually("the default holds", async () => (await read()).value === 10_000, 2000);
      await reset("runs.perMinute");
      await later.stop();
    });

    it("is not overwritten by an admin who has not seen the last change", async () => {
      const { revision } = await settingOf("submissions.perMinute");
      const both = [11, 12].map((value) =>
        admin
          .request(SetSystemSettingDocument, { input: { name: "submissions.perMinute", value, expectedRevision: revision } })
          .then(() => "changed"),
      );
      const outcomes = await Promise.allSettled(both);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      for (const expectedRevision of [revision, revision + 5]) {
        expect(
          await admin.errorOf(SetSystemSettingDocument, { input: { name: "submissions.perMinute", value: 13, expectedRevision } }),
        ).toMatchObject({ code: "CONFLICT" });
        expect(
          await admin.errorOf(ResetSystemSettingDocument, { input: { name: "submissions.perMinute", expectedRevision } }),
        ).toMatchObject({
          code: "CONFLICT",
        });
      }
      // Also one that was never changed.
      expect(
        await admin.errorOf(SetSystemSettingDocument, { input: { name: "retention.sessionsDays", value: 13, expectedRevision: 4 } }),
      ).toMatchObject({ code: "CONFLICT" });
      await reset("submissions.perMinute");
    });

    it.each([
      ["registration.open", "true"],
      ["registration.open", null],
      ["submissions.perMinute", 0],
      ["submissions.perMinute", 100_001],
      ["submissions.perMinute", 1.5],
      ["submissions.perMinute", [5]],
      ["submissions.perMinute", "5"],
      ["retention.sessionsDays", -1],
      ["retention.auditEntriesDays", 1],
      ["retention.auditEntriesDays", 0],
      ["maintenance.message", "x".repeat(501)],
      ["maintenance.message", { en: "x" }],
      ["maintenance.message", "\0"],
    ])("%s takes no value of another type or out of bounds: %#", async (name, value) => {
      const before = await settingOf(name);
      const error = await admin.errorOf(SetSystemSettingDocument, { input: { name, value, expectedRevision: before.revision } });
      expect(error.code).toBe("BAD_USER_INPUT");
      if (value !== null) expect(error.extensions.fields).toMatchObject([{ field: "input.value" }]);
      expect(await settingOf(name)).toEqual(before);
    });

    it("takes nothing that is nested beyond measure", async () => {
      const query = `mutation ($v: JSON!) { setSystemSetting(input: { name: "maintenance.message", value: $v, expectedRevision: 0 }) { systemSetting { name } } }`;
      const response = await fetch(api.url, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${admin.token}` },
        body: `{"query":${JSON.stringify(query)},"variables":{"v":${"[".repeat(15_000)}${"]".repeat(15_000)}}}`,
      });
      const { errors } = (await response.json()) as { errors: { extensions: object }[] };
      expect(errors[0]!.extensions).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ field: "input.value" }] });
    });

    it("that is none is NOT_FOUND, and none is for others than admins", async () => {
      const input = { name: "no.such", value: true, expectedRevision: 0 };
      expect(await admin.errorOf(SetSystemSettingDocument, { input })).toMatchObject({ code: "NOT_FOUND" });
      const learner = await createLearner(api);
      expect(await learner.errorOf(SystemSettingsDocument)).toMatchObject({ code: "FORBIDDEN" });
      expect(await learner.errorOf(SetSystemSettingDocument, { input: { ...input, name: "registration.open" } })).toMatchObject({
        code: "FORBIDDEN",
      });
    });
  });

  it("closed registration makes no account by form or provider, and lets everyone else in", async () => {
    const signInWith = async (sub: string, email: string) => {
      provider.person = { sub, email, email_verified: true, name: "Ada", preferred_username: "ada" };
      const anonymous = clientOf(elsewhere);
      const { startProviderSignIn } = await anonymous.request(StartProviderSignInDocument, { input: { provider: "acme" } });
      return { flow: startProviderSignIn.flow, callbackUrl: await provider.visit(startProviderSignIn.url) };
    };
    const [known, email] = [randomUUID(), someone().email];
    await clientOf(elsewhere).request(CompleteProviderSignInDocument, { input: await signInWith(known, email) });

    await set("registration.open", false);
    await eventually("the other API knows", async () => !(await siteOf(elsewhere)).registrationOpen, 2000);
    const [{ count }] = (await installation.sql<{ count: number }>("select count(*)::int as count from users")) as [{ count: number }];
    for (const at of [api, elsewhere])
      expect(await clientOf(at).errorOf(RegisterDocument, { input: someone() })).toMatchObject({ code: "REGISTRATION_CLOSED" });
    const stranger = await signInWith(randomUUID(), someone().email);
    expect(await clientOf(elsewhere).errorOf(CompleteProviderSignInDocument, { input: stranger })).toMatchObject({
      code: "REGISTRATION_CLOSED",
    });
    const again = await clientOf(elsewhere).request(CompleteProviderSignInDocument, { input: await signInWith(known, email) });
    expect(again.completeProviderSignIn.accessToken).toEqual(expect.any(String));
    expect(await installation.sql("select count(*)::int as count from users")).toEqual([{ count }]);
    await reset("registration.open");
    await clientOf(api).request(RegisterDocument, { input: someone() });
  });

  describe("submitting", () => {
    let learner: Person;
    let problem: Problem;
    beforeAll(async () => {
      problem = await createProblem(installation, api);
      learner = await createLearner(api);
    });

    it("is refused during maintenance with the admins' word, but a repeated request has its answer", async () => {
      const input = { problemId: problem.id, ...SUM_ACCEPTED, idempotencyKey: randomUUID() };
      const { submitCode } = await learner.request(SubmitCodeDocument, { input });
      await set("submissions.accepted", false);
      const fresh = { problemId: problem.id, ...SUM_ACCEPTED };
      expect(await learner.errorOf(SubmitCodeDocument, { input: fresh })).toMatchObject({
        code: "SERVICE_UNAVAILABLE",
        message: expect.stringContaining("maintenance"),
        extensions: { retryAfterMs: expect.any(Number) },
      });
      await set("maintenance.message", "Moving to a faster machine.");
      for (const document of [SubmitCodeDocument, RunCodeDocument])
        expect(await learner.errorOf(document as typeof SubmitCodeDocument, { input: fresh })).toMatchObject({
          code: "SERVICE_UNAVAILABLE",
          message: "Moving to a faster machine.",
        });
      expect((await learner.request(SubmitCodeDocument, { input })).submitCode.submission.id).toBe(submitCode.submission.id);
      expect(await siteOf(api)).toMatchObject({ submissionsAccepted: false, maintenanceMessage: "Moving to a faster machine." });
      await reset("submissions.accepted");
      await reset("maintenance.message");
      await learner.request(SubmitCodeDocument, { input: fresh });
    });

    it("is limited by what the admins say", async () => {
      const person = await createLearner(api);
      await set("submissions.perMinute", 1);
      expect(await siteOf(api)).toMatchObject({ submissionsPerMinute: 1 });
      const input = { problemId: problem.id, ...SUM_ACCEPTED };
      await person.request(SubmitCodeDocument, { input });
      expect(await person.errorOf(SubmitCodeDocument, { input })).toMatchObject({ code: "RATE_LIMITED" });
      await reset("submissions.perMinute");
      await person.request(SubmitCodeDocument, { input });
    });
  });

  describe("a feature flag", () => {
    const namesOf = async (at: Api, person: Person | null) => (await clientOn(at, person).request(FeatureFlagsDocument)).featureFlags;
    const create = async (input: object) =>
      (await admin.request(CreateFeatureFlagDocument, { input: input as never })).createFeatureFlag.featureFlag;

    it("is off when it is new, then on for whom it says, at every API and the same way", async () => {
      const learner = await createLearner(api);
      const flag = await create({ name: "new-editor", description: "The editor of spring." });
      expect(flag).toEqual({
        ...{ name: "new-editor", description: "The editor of spring.", enabled: false, rolloutPercent: 100, roles: null, revision: 1 },
      });
      expect(await namesOf(api, learner)).not.toContain("new-editor");
      const change = (input: object) => admin.request(UpdateFeatureFlagDocument, { input: { name: "new-editor", ...input } as never });
      await change({ enabled: true, expectedRevision: 1 });
      for (const person of [null, learner]) {
        expect(await namesOf(api, person)).toContain("new-editor");
        await eventually("the other API knows", async () => (await namesOf(elsewhere, person)).includes("new-editor"), 2000);
      }
      await change({ roles: ["ADMIN"], expectedRevision: 2 });
      expect(await namesOf(api, admin)).toContain("new-editor");
      for (const person of [null, learner]) expect(await namesOf(api, person)).not.toContain("new-editor");
      await change({ roles: null, rolloutPercent: 50, expectedRevision: 3 });
      const people = await Promise.all(Array.from({ length: 12 }, () => createLearner(api)));
      await eventually("the other API knows", async () => (await namesOf(elsewhere, null)).length === 0, 2000);
      const here = await Promise.all(people.map((person) => namesOf(api, person)));
      expect(await Promise.all(people.map((person) => namesOf(elsewhere, person)))).toEqual(here);
      expect(new Set(here.map((names) => names.length))).toEqual(new Set([0, 1]));
      expect(
        await admin.errorOf(UpdateFeatureFlagDocument, { input: { name: "new-editor", enabled: false, expectedRevision: 3 } }),
      ).toMatchObject({ code: "CONFLICT" });
      expect((await entries("feature-flag.updated")).at(-1)!.details).toMatchObject({
        name: "new-editor",
        from: { rolloutPercent: 100, roles: ["ADMIN"] },
        to: { rolloutPercent: 50, roles: null },
      });
    });

    it("has a name of its own, and is off once it is deleted", async () => {
      await create({ name: "dark-mode", enabled: true });
      expect(await admin.errorOf(CreateFeatureFlagDocument, { input: { name: "dark-mode" } })).toMatchObject({ code: "CONFLICT" });
      for (const name of ["", "Dark", "1st", "ünder", "a b", "a".repeat(61)])
        expect(await admin.errorOf(CreateFeatureFlagDocument, { input: { name } })).toMatchObject({
          code: "BAD_USER_INPUT",
          extensions: { fields: [{ field: "input.name" }] },
        });
      for (const wrong of [{ rolloutPercent: 101 }, { rolloutPercent: -1 }, { roles: [] }])
        expect(await admin.errorOf(CreateFeatureFlagDocument, { input: { name: "other", ...wrong } as never })).toMatchObject({
          code: "BAD_USER_INPUT",
        });
      expect(await namesOf(api, null)).toContain("dark-mode");
      await admin.request(DeleteFeatureFlagDocument, { input: { name: "dark-mode" } });
      expect(await namesOf(api, null)).not.toContain("dark-mode");
      expect(await admin.errorOf(DeleteFeatureFlagDocument, { input: { name: "dark-mode" } })).toMatchObject({ code: "NOT_FOUND" });
      const { allFeatureFlags } = await admin.request(AllFeatureFlagsDocument);
      expect(allFeatureFlags.map(({ name }) => name)).toEqual(["new-editor"]);
      expect((await entries("feature-flag.deleted")).map(({ details }) => details.name)).toEqual(["dark-mode"]);
    });

    it("is made by admins alone", async () => {
      const learner = await createLearner(api);
      expect(await learner.errorOf(CreateFeatureFlagDocument, { input: { name: "mine" } })).toMatchObject({ code: "FORBIDDEN" });
      expect(await learner.errorOf(AllFeatureFlagsDocument)).toMatchObject({ code: "FORBIDDEN" });
    });
  });
});
