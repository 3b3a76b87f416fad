/** Each request leaves one line in the log: what was asked, how it ended, how long it took, and by whom. */
import { clientOf } from "../support/client.js";
import { LoginDocument, UpdateProfileDocument } from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createLearner, eventually } from "../support/scenario.js";

interface Line {
  msg: string;
  operation: string | null;
  field: string | null;
  status: number;
  code?: string;
  durationMs: number;
  viewerId: string | null;
}

describe("the access log", () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await createInstallation();
  });

  afterAll(() => installation?.stop());

  const linesOf = (api: Api) =>
    api
      .logs()
      .split("\n")
      .map((line) => JSON.parse(line) as Line)
      .filter(({ msg }) => msg === "request");

  it("tells operation, status, duration and account, and no password", async () => {
    const api = await installation.startApi();
    const learner = await createLearner(api);
    await learner.request(UpdateProfileDocument, { input: { bio: "A short word about me" } });
    await clientOf(api).errorOf(LoginDocument, { input: { email: `${learner.username}@codequest.example`, password: "Wrong-Secret-1" } });
    await eventually("three lines", () => linesOf(api).length === 3);
    const [register, update, login] = linesOf(api);
    expect(register).toMatchObject({ operation: "mutation", field: "register", status: 200, viewerId: keyOf(learner.userId) });
    expect(update).toMatchObject({ operation: "mutation", field: "updateProfile", status: 200, viewerId: keyOf(learner.userId) });
    expect(update!.durationMs).toBeGreaterThanOrEqual(0);
    expect(login).toMatchObject({ field: "login", code: "UNAUTHENTICATED", viewerId: null });
    for (const secret of ["Wrong-Secret-1", "Sesame-Open-1", "short word", "codequest.example"]) expect(api.logs()).not.toContain(secret);
    await api.stop();
  });

  it("is sampled, and silent at 0", async () => {
    const api = await installation.startApi({ ACCESS_LOG_SAMPLE: "0" });
    await createLearner(api);
    await api.stop();
    expect(linesOf(api)).toEqual([]);
  });
});
