import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { readSeedTracks } from "../../src/app/programs/seed-track-source.js";
import { runProgram } from "../../scripts/lib/application.mjs";
import { clientOf, type Client } from "../support/client.js";
import {
  ArchiveProblemDocument,
  ArchiveQuestionDocument,
  CreateLessonDocument,
  CreateProblemDocument,
  ExportTrackDocument,
  LoginDocument,
  MoveLessonDocument,
  MyAssessmentInvitationsDocument,
  MyInterviewsDocument,
  OpenMyAssessmentDocument,
  ProblemDocument,
  ProblemsDocument,
  QuizDocument,
  StartAssessmentDocument,
  TopicsDocument,
  TrackDocument,
  UpdateLessonDocument,
  UpdateProblemDocument,
  UpdateQuestionDocument,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { WITHOUT_JUDGE } from "../support/full-life.js";
import { createInstructor } from "../support/scenario.js";
import { unzip } from "../support/zip.js";

describe("the seed", () => {
  let installation: Installation;
  let api: Api;
  let anonymous: Client;
  let firstRun: string;
  let firstRunMs: number;
  /** In a process of its own, as operators run it. */
  const program = (...args: string[]): Promise<string> => runProgram("seed", args, installation.env);
  const seed = (...args: string[]): Promise<string> => installation.run("seed", ...args);

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi();
    anonymous = clientOf(api);
    const start = performance.now();
    firstRun = await program("--demo-accounts");
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

  it("brings quizzes and published tracks with lessons in several languages", async () => {
    expect(firstRun).toMatch(/quizzes: 19 new, 0 updated, 0 unchanged\ntracks: 2 new, 0 updated, 0 unchanged/);
    const { track } = await anonymous.request(TrackDocument, { slug: "python-from-zero", locale: "de" });
    expect(track!.status).toBe("PUBLISHED");
    expect(track!.modules.length).toBeGreaterThanOrEqual(8);
    expect(track!.modules.flatMap(({ lessons }) => lessons).length).toBeGreaterThanOrEqual(35);
    const { quiz } = await anonymous.request(QuizDocument, { slug: "python-lists" });
    expect(quiz!.questionCount).toBe(8);
  });

  it("makes demo accounts that sign in", async () => {
    for (const name of ["learner", "instructor", "admin"]) {
      const { login } = await anonymous.request(LoginDocument, { input: { email: `${name}@codequest.example`, password: "CodeQuest1!" } });
      expect(login.user!.role).toBe(name.toUpperCase());
    }
  });

  it("gives the demo accounts an assessment and an interview", async () => {
    expect(firstRun).toMatch(/demo assessments: 1 new\ndemo interviews: 1 new/);
    const { login } = await anonymous.request(LoginDocument, { input: { email: "learner@codequest.example", password: "CodeQuest1!" } });
    const learner = clientOf(api, login.accessToken);
    const { nodes } = (await learner.request(MyAssessmentInvitationsDocument, {})).myAssessmentInvitations;
    expect(nodes).toMatchObject([{ title: "Entry test", status: "NOT_STARTED" }]);
    const { token } = (await learner.request(OpenMyAssessmentDocument, { id: nodes[0]!.id })).openMyAssessment;
    const { assessment } = (await clientOf(api, token).request(StartAssessmentDocument)).startAssessment;
    expect(assessment.tasks!.map(({ section }) => section)).toEqual(["Programs", "Programs", "Questions"]);
    const interviews = (await learner.request(MyInterviewsDocument, { upcoming: true })).myInterviews.nodes;
    expect(interviews).toMatchObject([{ status: "CONFIRMED", viewerSeat: "SECOND" }]);
  });

  it("changes nothing the second time, and is done soon", async () => {
    const start = performance.now();
    const output = await seed("--demo-accounts");
    expect(performance.now() - start).toBeLessThan(firstRunMs / 2);
    expect(output).toMatch(/demo accounts: 0 new\ntopics: 0 new\nplans: 0 new\nproblems: 0 new, 0 updated, \d+ unchanged/);
    expect(output).toMatch(/quizzes: 0 new, 0 updated, 19 unchanged\ntracks: 0 new, 0 updated, 2 unchanged/);
    expect(output).toMatch(/demo assessments: 0 new\ndemo interviews: 0 new/);
  });

  it("brings tracks that an export gives back as they are in seed/", async () => {
    await installation.startWorker(WITHOUT_JUDGE);
    const admin = await createInstructor(installation, api, "ADMIN");
    for (const { slug, files } of await readSeedTracks()) {
      const { track } = await admin.request(TrackDocument, { slug });
      const { exportTrack } = await admin.request(ExportTrackDocument, { input: { trackId: track!.id } });
      const exported = unzip(Buffer.from(await (await fetch(String(exportTrack!.url))).arrayBuffer()));
      // Quizzes and banks of the seed are files of their own, in seed/quizzes/.
      const [quizzes, texts] = [true, false].map((wanted) =>
        [...exported.keys()].filter((path) => /^[^/]+\/(quizzes|banks)\//.test(path) === wanted).sort(),
      );
      expect(texts).toEqual(files.map(({ path }) => `${slug}/${path}`).sort());
      const seeded = new Set(readdirSync("seed/quizzes"));
      const slugs = quizzes!.filter((path) => path.includes("/quizzes/")).map((path) => basename(path));
      expect(slugs.filter((name) => !seeded.has(name))).toEqual([]);
      expect(slugs.length).toBeGreaterThan(8);
      for (const file of files) {
        for await (const content of file.read()) expect(exported.get(`${slug}/${file.path}`)!.toString()).toBe(content.toString());
      }
    }
  });

  describe("after changes of its files, edits by people and a run that was cut off", () => {
    let admin: Client;
    let output: string;
    let secondLesson: string;
    let assignments: object[];
    const assignmentsNow = () =>
      installation.sql(
        "select a.id, a.version, count(c)::int as completions from assignments a left join assignment_completions c on c.assignment_id = a.id group by a.id order by a.id",
      );
    const questionsOf = (slug: string) =>
      installation.sql<{ id: string; topics: number }>(
        `select q.id, (select count(*)::int from question_topics where question_id = q.id) as topics
         from quiz_items i join quizzes z on z.id = i.quiz_id join questions q on q.id = i.question_id where z.slug = $1 order by i.position`,
        [slug],
      );
    let archived: string;
    let retopiced: string;
    let moved: number;
    /** As if an older seed had written other texts. */
    const allOlder = async () => {
      await installation.sql("update seeded_tracks set folder_sha256 = 'older'");
      await installation.sql("update seeded_quizzes set file_sha256 = 'older'");
    };
    const older = (slug: string) =>
      installation.sql("update seeded_problems set folder_sha256 = 'older' where problem_id = (select id from problems where slug = $1)", [
        slug,
      ]);

    beforeAll(async () => {
      admin = await createInstructor(installation, api, "ADMIN");
      const { track } = await admin.request(TrackDocument, { slug: "python-from-zero" });
      const [first, second] = track!.modules[0]!.lessons;
      secondLesson = second!.title;
      // The seed's account can't read this problem.
      const { createProblem } = await admin.request(CreateProblemDocument, {
        input: { title: "Draft of an admin", statement: "Later.", difficulty: "EASY" },
      });
      const blocks = [{ markdown: "Text" }, { problem: { problemId: createProblem!.problem.id } }];
      await admin.request(UpdateLessonDocument, { input: { id: first!.id, expectedRevision: 1, title: "Edited by a person", blocks } });
      const { problem } = await anonymous.request(ProblemDocument, { slug: "lost-mittens" });
      await admin.request(UpdateProblemDocument, { input: { id: problem!.id, expectedRevision: 1, title: "Found Mittens" } });
      const moduleId = track!.modules[0]!.id;
      const functions = track!.modules.find(({ title }) => title === "Functions")!;
      for (const { id } of functions.lessons) await admin.request(MoveLessonDocument, { input: { id, moduleId } });
      moved = functions.lessons.length;
      await installation.sql("delete from track_modules where id = $1", [functions.id]);
      await admin.request(CreateLessonDocument, { input: { moduleId, slug: "own-empty", title: "Empty" } });
      await admin.request(CreateLessonDocument, { input: { moduleId, slug: "own-draft", title: "Draft", blocks: [{ markdown: "Text" }] } });
      await installation.sql(
        "insert into assignment_completions (user_id, assignment_id) select u.id, a.id from users u, assignments a where u.username = 'learner'",
      );
      assignments = await assignmentsNow();
      archived = (await questionsOf("python-strings"))[0]!.id;
      await admin.request(ArchiveQuestionDocument, { input: { id: archived } });
      retopiced = (await questionsOf("python-loops"))[0]!.id;
      await admin.request(UpdateQuestionDocument, { input: { id: retopiced, expectedVersion: 1, topics: [] } });
      await allOlder();
      await installation.sql("update quizzes set revision = revision + 1 where slug = 'python-lists'");
      for (const slug of ["two-purses", "lost-mittens"]) await older(slug);
      await installation.sql("delete from seeded_problems where problem_id = (select id from problems where slug = 'drum-score')");
      await installation.sql("update problems set status = 'DRAFT', published_at = null, test_set_id = null where slug = 'drum-score'");
      output = await seed();
    });

    it("updates what nobody edited in tracks and quizzes, and keeps the rest", async () => {
      expect(output).toContain("quiz python-lists: not changed");
      expect(output).toMatch(/quizzes: 0 new, 18 updated, 0 unchanged/);
      expect(output).toContain("track python-from-zero, lesson/hello-python: not changed");
      expect(output).toMatch(/tracks: 0 new, 2 updated, 0 unchanged/);
      const after = await installation.sql<{ id: string; revision: number; title: string }>(
        "select l.id, l.latest_revision as revision, r.content->>'title' as title from lessons l join lesson_revisions r on r.lesson_id = l.id and r.number = l.latest_revision where l.slug in ('hello-python', 'values-and-types') order by l.slug",
      );
      expect(after).toMatchObject([
        { revision: 2, title: "Edited by a person" },
        { revision: 1, title: secondLesson },
      ]);
      expect((await installation.sql("select 1 from question_versions where number > 1")).length).toBe(0);
    });

    it("keeps assignments with what learners have done", async () => {
      expect(assignments.length).toBeGreaterThan(0);
      expect(await assignmentsNow()).toEqual(assignments);
    });

    it("leaves a deleted module deleted, and its lessons where people moved them", async () => {
      expect(output).toContain("track python-from-zero, module/functions: not changed");
      const { track } = await anonymous.request(TrackDocument, { slug: "python-from-zero" });
      expect(track!.modules.map(({ title }) => title)).not.toContain("Functions");
      expect(track!.modules[0]!.lessons.length).toBeGreaterThan(moved);
    });

    it("does not publish lessons that people added", async () => {
      const own = await installation.sql("select slug, status from lessons where slug like 'own-%' order by slug");
      expect(own).toEqual([
        { slug: "own-draft", status: "DRAFT" },
        { slug: "own-empty", status: "DRAFT" },
      ]);
    });

    it("leaves archived questions out of quizzes, and keeps topics that people chose", async () => {
      const left = await questionsOf("python-strings");
      expect(left.length).toBeGreaterThan(0);
      expect(left.map(({ id }) => id)).not.toContain(archived);
      expect((await questionsOf("python-loops")).map(({ topics }) => topics > 0)).toEqual(expect.arrayContaining([false, true]));
      expect((await questionsOf("python-loops"))[0]).toEqual({ id: retopiced, topics: 0 });
    });

    it("updates a problem whose files have changed, and finishes what an earlier run began", async () => {
      expect(output).toMatch(/problems: 0 new, 2 updated/);
      for (const slug of ["two-purses", "drum-score"])
        expect((await anonymous.request(ProblemDocument, { slug })).problem!.status).toBe("PUBLISHED");
    });

    it("never overwrites a problem that was edited through the API, says so, and leaves an archived one archived", async () => {
      expect(output).toContain("lost-mittens: not changed");
      const { problem } = await anonymous.request(ProblemDocument, { slug: "lost-mittens" });
      expect(problem!.title).toBe("Found Mittens");
      await admin.request(ArchiveProblemDocument, { input: { id: problem!.id } });
      expect(await seed()).toMatch(/problems: 0 new, 0 updated/);
      expect((await anonymous.errorOf(ProblemDocument, { slug: "lost-mittens" })).code).toBe("NOT_FOUND");
    });

    it("writes each part once if it runs twice at the same time", async () => {
      for (const { id } of await questionsOf("python-functions")) await admin.request(ArchiveQuestionDocument, { input: { id } });
      await allOlder();
      const outputs = await Promise.all([program(), program()]);
      for (const one of outputs) expect(one).toContain("quiz python-functions: not changed");
      const updated = (what: string) => outputs.map((one) => Number(new RegExp(`${what}: 0 new, (\\d+) updated`).exec(one)![1]));
      expect(updated("quizzes").reduce((sum, count) => sum + count)).toBe(17);
      expect(updated("tracks").reduce((sum, count) => sum + count)).toBe(2);
      expect(await assignmentsNow()).toEqual(assignments);
    });
  });
});
