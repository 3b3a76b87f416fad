import { runProgram } from "../../scripts/lib/application.mjs";
import { clientOf, type Client } from "../support/client.js";
import {
  ArchiveProblemDocument,
  LoginDocument,
  ProblemDocument,
  ProblemsDocument,
  TopicsDocument,
  UpdateProblemDocument,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor } from "../support/scenario.js";

describe("the seed", () => {
  let installation: Installation;
  let api: Api;
  let anonymous: Client;
  let firstRun: string;
  let firstRunMs: number;
  const seed = (...args: string[]): Promise<string> => runProgram("seed", args, installation.env);

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi();
    anonymous = clientOf(api);
    const start = performance.now();
    firstRun = await seed("--demo-accounts");
    firstRunMs = performance.now() - start;
  });

  afterAll(() => installation?.stop());

  it("brings topics and published problems with samples and hidden tests", async () => {
    expect(firstRun).toMatch(/problems: \d+ new, 0 updated, 0 unchanged/);
    const { problems } = await anonymous.request(ProblemsDocument, { first: 100 });
    expect(problems.edges.length).toBeGreaterThanOrEqual(25);
    for (const { node } of problems.edges) {
      const { problem } = await anonymous.request(ProblemDocument, { slug: node.slug });
      expect(problem!.samples!.length).toBeGreaterThan(0);
      expect(problem!.testCount).toBeGreaterThan(problem!.samples!.length);
      expect(problem!.topics.length).toBeGreaterThan(0);
      expect(problem!.hints!.length).toBeGreaterThan(0);
      expect(problem!.author!.username).toBe("codequest");
    }
    const { topics } = await anonymous.request(TopicsDocument);
    expect(topics.length).toBeGreaterThan(0);
  });

  it("makes demo accounts that sign in", async () => {
    for (const name of ["learner", "instructor", "admin"]) {
      const { login } = await anonymous.request(LoginDocument, { input: { email: `${name}@codequest.example`, password: "CodeQuest1!" } });
      expect(login.user!.role).toBe(name.toUpperCase());
    }
  });

  it("changes nothing the second time, and is done soon", async () => {
    const start = performance.now();
    const output = await seed("--demo-accounts");
    expect(performance.now() - start).toBeLessThan(firstRunMs / 2);
    expect(output).toMatch(/demo accounts: 0 new\ntopics: 0 new\nproblems: 0 new, 0 updated, \d+ unchanged/);
  });

  it("updates a problem whose files have changed", async () => {
    await installation.sql(
      "update seeded_problems set folder_sha256 = 'older' where problem_id = (select id from problems where slug = 'two-purses')",
    );
    expect(await seed()).toMatch(/problems: 0 new, 1 updated/);
    const { problem } = await anonymous.request(ProblemDocument, { slug: "two-purses" });
    expect(problem!.status).toBe("PUBLISHED");
    expect(await seed()).toMatch(/problems: 0 new, 0 updated/);
  });

  it("never overwrites what was edited through the API, and says so", async () => {
    const admin = await createInstructor(installation, api, "ADMIN");
    const { problem } = await anonymous.request(ProblemDocument, { slug: "lost-mittens" });
    await admin.request(UpdateProblemDocument, { input: { id: problem!.id, expectedRevision: 1, title: "Found Mittens" } });
    await installation.sql("update seeded_problems set folder_sha256 = 'older' where problem_id = $1", [problem!.id]);
    expect(await seed()).toContain("lost-mittens: not changed");
    expect((await anonymous.request(ProblemDocument, { slug: "lost-mittens" })).problem!.title).toBe("Found Mittens");
    await admin.request(ArchiveProblemDocument, { input: { id: problem!.id } });
    await seed();
    expect((await anonymous.errorOf(ProblemDocument, { slug: "lost-mittens" })).code).toBe("NOT_FOUND");
  });

  it("finishes what an earlier run began", async () => {
    await installation.sql("delete from seeded_problems where problem_id = (select id from problems where slug = 'drum-score')");
    await installation.sql("update problems set status = 'DRAFT', published_at = null, test_set_id = null where slug = 'drum-score'");
    expect(await seed()).toMatch(/problems: 0 new, 1 updated/);
    expect((await anonymous.request(ProblemDocument, { slug: "drum-score" })).problem!.status).toBe("PUBLISHED");
  });
});
