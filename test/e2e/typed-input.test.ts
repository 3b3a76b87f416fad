/** What people type and paste: spaces, composed characters, time zones, names of files. */
import bcrypt from "bcryptjs";
import { randomUUID } from "node:crypto";
import { clientOf } from "../support/client.js";
import { LoginDocument, RegisterDocument, UpdateProfileDocument } from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createLearner } from "../support/scenario.js";

const COMPOSED = "S\u00E9same-Open-1";
const DECOMPOSED = "Se\u0301same-Open-1";

describe("typed input", () => {
  let installation: Installation;
  let api: Api;

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi();
  });

  afterAll(() => installation?.stop());

  const signIn = (email: string, password: string) => clientOf(api).request(LoginDocument, { input: { email, password } });

  it("loses spaces around an e-mail address and a username", async () => {
    const username = `u-${randomUUID().slice(0, 12)}`;
    const email = `${username}@codequest.example`;
    await clientOf(api).request(RegisterDocument, {
      input: { email: ` ${email}\n`, username: `\t${username} `, password: COMPOSED },
    });
    expect(await installation.sql("select email, username from users where username = $1", [username])).toEqual([{ email, username }]);
    expect((await signIn(` ${email} `, COMPOSED)).login.accessToken).toBeTruthy();
  });

  it("is the same password however its characters are composed", async () => {
    const username = `u-${randomUUID().slice(0, 12)}`;
    const email = `${username}@codequest.example`;
    await clientOf(api).request(RegisterDocument, { input: { email, username, password: DECOMPOSED } });
    expect((await signIn(email, COMPOSED)).login.accessToken).toBeTruthy();
    expect((await signIn(email, DECOMPOSED)).login.accessToken).toBeTruthy();
  });

  it("still opens an account whose hash was made of the password as typed", async () => {
    const learner = await createLearner(api);
    const hash = bcrypt.hashSync(DECOMPOSED, 4);
    const [{ email }] = (await installation.sql<{ email: string }>("update users set password_hash = $2 where id = $1 returning email", [
      learner.userId,
      hash,
    ])) as [{ email: string }];
    expect((await signIn(email, DECOMPOSED)).login.accessToken).toBeTruthy();
    expect((await clientOf(api).errorOf(LoginDocument, { input: { email, password: COMPOSED } })).code).toBe("UNAUTHENTICATED");
  });

  it("clears a profile's text by null, and refuses null for what a profile needs", async () => {
    const learner = await createLearner(api);
    const change = (input: object) => learner.request(UpdateProfileDocument, { input });
    await change({ bio: "Mine.", locale: "pt-br" });
    expect((await change({ displayName: "Ada" })).updateProfile.user).toMatchObject({ bio: "Mine.", locale: "pt-BR" });
    expect((await change({ bio: null })).updateProfile.user).toMatchObject({ bio: "", displayName: "Ada" });
    const input = { displayName: null, locale: null, timezone: null };
    expect((await learner.errorOf(UpdateProfileDocument, { input })).extensions.fields).toMatchObject([
      { field: "input.displayName", code: "REQUIRED" },
      { field: "input.locale", code: "REQUIRED" },
      { field: "input.timezone", code: "REQUIRED" },
    ]);
  });

  it("keeps a time zone as it was given, and suggests one for what is none", async () => {
    const learner = await createLearner(api);
    for (const timezone of ["Asia/Kolkata", "Europe/Kyiv"]) {
      const { updateProfile } = await learner.request(UpdateProfileDocument, { input: { timezone } });
      expect(updateProfile.user.timezone).toBe(timezone);
    }
    const { code, message } = await learner.errorOf(UpdateProfileDocument, { input: { timezone: "Europe/Zagrebb" } });
    expect(code).toBe("BAD_USER_INPUT");
    expect(message).toContain("Europe/Zagreb");
  });
});
