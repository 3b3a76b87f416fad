/** Problem packages: imported from an uploaded archive, all or nothing, and exported. */
import { ENTITIES } from "../support/entities.js";
import { sweepProblemFiles } from "../../src/modules/practice/problems/files/problem-file-sweeper.js";
import { createDatabase } from "../../src/platform/database/database.js";
import { eventually } from "../support/events.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { proven } from "../support/proofs.js";
import { publish, update } from "../support/authoring.js";
import type { Client } from "../support/client.js";
import { WITHOUT_JUDGE } from "../support/full-life.js";
import {
  AddProblemFileDocument,
  CloneProblemDocument,
  ExportProblemPackageDocument,
  ImportProblemPackageDocument,
  OneFileDocument,
  PackageImportDocument,
  PackageImportProgressDocument,
  ProblemFilesDocument,
  RemoveProblemFileDocument,
  RestoreProblemRevisionDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { unzip } from "../support/zip.js";
import { objectKeys, storageOf } from "../support/objects.js";
import {
  importEnded,
  importFilesAsPackage,
  legacyPackage,
  modernPackage,
  polygonPackage,
  uploadAttachment,
  uploadPackage,
  without,
} from "../support/packages.js";
import { interlacedPng } from "../support/pictures.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { zipOf } from "../support/test-uploads.js";

let installation: Installation;
let api: Api;
let worker: Program;
let author: Client & { userId: string };

beforeAll(async () => {
  installation = await createInstallation();
  [api, worker] = await Promise.all([installation.startApi(), installation.startWorker(WITHOUT_JUDGE)]);
  author = await createInstructor(installation, api);
});

afterAll(() => installation?.stop());

const problemCount = async () => (await installation.sql<{ count: number }>("select count(*)::int as count from problems"))[0]!.count;

describe("an imported package", () => {
  it.each([
    ["KATTIS_LEGACY", legacyPackage(), { caseSensitive: false }],
    ["KATTIS_2025_09", modernPackage(), { caseSensitive: false }],
    ["POLYGON", polygonPackage(), { caseSensitive: true }],
  ])("of the format %s is a draft of its importer", async (format, files, checkerParameters) => {
    const done = await importFilesAsPackage(author, files);
    expect(done).toMatchObject({
      status: "READY",
      format,
      testsDone: 2,
      testsTotal: 2,
      faults: [],
      problem: {
        title: "Adding",
        status: "DRAFT",
        timeLimitMs: 2000,
        memoryLimitKb: 262_144,
        checker: "tokens",
        checkerParameters,
        testSet: { version: 1, testCount: 2 },
      },
    });
    expect(done.problem!.statement).toContain("Add *two* numbers");
    await publish(author, done.problem!.id);
  });

  it("names its authors and its licence in the statement, and has its submissions as reference solutions", async () => {
    const { problem, ignored } = await importFilesAsPackage(author, legacyPackage());
    expect(problem!.statement).toContain("Source: Our Contest. Authors: Ada. License: CC BY-SA.");
    expect(problem!.tags).toEqual(["easy", "math"]);
    expect(ignored).toEqual([]);
    const programs = await installation.sql("select purpose, name, expected_verdicts from problem_programs where problem_id = $1", [
      keyOf(problem!.id),
    ]);
    expect(programs).toEqual([{ purpose: "SOLUTION", name: "accepted/add.py", expected_verdicts: ["ACCEPTED"] }]);
  });

  it("is a new revision and a new test version of an existing problem", async () => {
    const { problem } = await importFilesAsPackage(author, modernPackage(), { slug: "adding-again" });
    expect(problem!.slug).toBe("adding-again");
    await publish(author, problem!.id);
    const changed = modernPackage({ "statement/problem.en.md": "Add them.\n", "data/secret/b.in": "1 1\n", "data/secret/b.ans": "2\n" });
    const drafted = await importFilesAsPackage(author, changed, { problemId: problem!.id, expectedRevision: 1 });
    expect(drafted.problem).toMatchObject({
      id: problem!.id,
      statement: expect.stringContaining("*two*"),
      testSet: { version: 1 },
      latestRevision: { number: 2 },
    });
    await publish(author, problem!.id);
    const outdated = await importFilesAsPackage(author, changed, { problemId: problem!.id, expectedRevision: 1 });
    expect(outdated).toMatchObject({ status: "FAILED", faults: [{ code: "CONFLICT" }] });
  });

  it("shows its progress until it ends", async () => {
    const fileId = await uploadPackage(author, await zipOf(legacyPackage()));
    const { importProblemPackage } = await author.request(ImportProblemPackageDocument, { input: { fileId } });
    const { id } = importProblemPackage!.packageImport;
    const states: string[] = [];
    for await (const { packageImportProgress } of author.subscribe(PackageImportProgressDocument, { id }))
      states.push(packageImportProgress.status);
    expect(states.at(-1)).toBe("READY");
    // It is removed after the import has ended.
    await eventually(
      () => author.request(OneFileDocument, { id: fileId }).catch(() => ({ file: null })),
      ({ file }) => file === null,
    );
  });

  it("is seen by nobody else, and imported into problems of others by nobody", async () => {
    const { id, problem } = await importFilesAsPackage(author, legacyPackage());
    const [other, learner] = await Promise.all([createInstructor(installation, api), createLearner(api)]);
    await expect(other.request(PackageImportDocument, { id })).rejects.toThrow(/no such import/);
    const fileId = await uploadPackage(other, await zipOf(legacyPackage()));
    await expect(other.request(ImportProblemPackageDocument, { input: { fileId, problemId: problem!.id } })).rejects.toThrow(
      /no such problem/,
    );
    await expect(uploadPackage(learner, Buffer.from("x"))).rejects.toThrow(/instructors and admins/);
  });

  it("ends once, whenever its worker is killed", async () => {
    const before = await problemCount();
    const fileId = await uploadPackage(author, await zipOf(legacyPackage()));
    await worker.stop();
    const { importProblemPackage } = await author.request(ImportProblemPackageDocument, { input: { fileId } });
    const { id } = importProblemPackage!.packageImport;
    for (const killAt of proven(["import-before-store", "import-before-commit"], ["import-before-commit"])) {
      const killed = await installation.startWorker({ ...WITHOUT_JUDGE, killAt });
      await killed.ended;
      expect(await problemCount()).toBe(before);
    }
    const last = await installation.startWorker({ ...WITHOUT_JUDGE, killAt: "import-after-commit" });
    await last.ended;
    worker = await installation.startWorker(WITHOUT_JUDGE);
    expect(await importEnded(author, id)).toMatchObject({ status: "READY", problem: { testSet: { version: 1 } } });
    expect(await problemCount()).toBe(before + 1);
  }, 600_000);
});

describe("files of a package", () => {
  const PNG = interlacedPng(8);
  const STATEMENT = "Add.\n\n![A tree](figures/tree.png) ![Elsewhere](none.png) `![A tree](figures/tree.png)`\n";
  const fetched = async (url: string | undefined) => Buffer.from(await (await fetch(url!)).arrayBuffer());
  const filesSeenBy = async (client: Client, id: string) => (await client.request(ProblemFilesDocument, { id })).problem!;

  it("are files of the problem, shown in its texts to those who may read them, and exported again", async () => {
    const files = modernPackage({
      "problem.yaml":
        "problem_format_version: 2025-09\nname: Adding\ncredits: {authors: [Ada, Alan]}\nsource: {name: Our Contest, url: 'https://contest.example/1'}\nlicense: cc by\nrights_owner: We\n",
      "statement/problem.en.md": STATEMENT,
      "statement/figures/tree.png": PNG,
      "statement/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
      "attachments/tool.py": "print(1)\n",
      "attachments/program.exe": Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff]),
    });
    const { problem, ignored, status } = await importFilesAsPackage(author, files);
    expect(status).toBe("READY");
    const { id } = problem!;
    expect(ignored.map(({ path }) => path)).toEqual(expect.arrayContaining(["statement/logo.svg", "attachments/program.exe"]));
    const seen = await filesSeenBy(author, id);
    expect(seen.attachments).toMatchObject([{ kind: "ATTACHMENT", name: "tool.py", contentType: "text/plain", sizeBytes: 9 }]);
    expect(seen.pictures).toMatchObject([{ kind: "PICTURE", name: "figures/tree.png", contentType: "image/png" }]);
    expect((await fetched(seen.attachments![0]!.url)).toString()).toBe("print(1)\n");
    const { html } = seen.statementMarkdown!;
    const src = /<img[^>]* src="([^"]+)"/.exec(html)![1]!.replaceAll("&amp;", "&");
    expect((await fetched(src)).equals(PNG)).toBe(true);
    expect(html.match(/<img/g)).toHaveLength(1);
    expect(html).not.toContain(".invalid");
    expect(html).toContain("<span>Elsewhere</span>");
    expect(html).toContain("<code>![A tree](figures/tree.png)</code>");
    const credits = { authors: ["Ada", "Alan"], sources: [{ name: "Our Contest", url: "https://contest.example/1" }] };
    expect(seen.credits).toEqual({ ...credits, license: "cc by", rightsOwner: "We" });

    // Of a draft: for nobody else.
    const learner = await createLearner(api);
    expect((await learner.request(ProblemFilesDocument, { id }).catch(() => ({ problem: null }))).problem).toBeNull();
    await publish(author, id);
    expect(await filesSeenBy(learner, id)).toMatchObject({ attachments: [{ name: "tool.py" }], latestRevision: null });

    for (const format of ["KATTIS_LEGACY", "KATTIS_2025_09"] as const) {
      const { exportProblemPackage } = await author.request(ExportProblemPackageDocument, {
        input: { problemId: id, format: format as never },
      });
      const archive = await fetched(String(exportProblemPackage!.url));
      const again = await filesSeenBy(author, (await importFilesAsPackage(author, archive)).problem!.id);
      const facts = ({ attachments, pictures, credits: own }: typeof again) =>
        [attachments!, pictures!].flat().map(({ url: _url, ...file }) => ({ ...file, own }));
      expect(facts(again)).toEqual(facts(seen));
    }
  });

  it("are added and removed by editors, in revisions that learners may not see yet", async () => {
    const { problem } = await importFilesAsPackage(author, modernPackage({ "statement/problem.en.md": "![New](new.webp)\n" }));
    const problemId = problem!.id;
    await publish(author, problemId);
    const fileId = await uploadAttachment(author, PNG, "new.png", "image/png");
    const input = { problemId, fileId, kind: "PICTURE" as never, draft: true, expectedRevision: 1 };
    const [other, learner] = await Promise.all([createInstructor(installation, api), createLearner(api)]);
    expect((await other.errorOf(AddProblemFileDocument, { input })).code).toBe("FORBIDDEN");
    await author.request(AddProblemFileDocument, { input });
    expect((await author.errorOf(AddProblemFileDocument, { input })).code).toBe("CONFLICT");
    const drafted = await filesSeenBy(author, problemId);
    expect(drafted).toMatchObject({
      pictures: [],
      latestRevision: { number: 2, content: { files: [{ kind: "PICTURE", name: "new.webp" }] } },
    });
    expect(drafted.statementMarkdown!.html).not.toContain("<img");
    expect(drafted.latestRevision!.content.statementMarkdown!.html).toContain("<img");
    await publish(author, problemId);
    expect((await filesSeenBy(learner, problemId)).statementMarkdown!.html).toContain("<img");

    // A picture of the explanation is for those who may read that.
    await author.request(AddProblemFileDocument, { input: { problemId, fileId, kind: "PICTURE" as never, name: "re new.png" } });
    await update(author, { id: problemId, expectedRevision: 3, explanation: "![The solution](re%20new.webp)" });
    expect((await filesSeenBy(author, problemId)).pictures).toMatchObject([{ name: "new.webp" }, { name: "re new.webp" }]);
    expect((await filesSeenBy(learner, problemId)).pictures).toMatchObject([{ name: "new.webp" }]);
    const { cloneProblem } = await other.request(CloneProblemDocument, { input: { id: problemId } });
    expect((await filesSeenBy(other, cloneProblem.problem.id)).pictures).toMatchObject([{ name: "new.webp" }]);

    const removal = { problemId, kind: "PICTURE" as never, name: "new.webp" };
    await author.request(RemoveProblemFileDocument, { input: removal });
    expect((await filesSeenBy(learner, problemId)).pictures).toEqual([]);
    expect((await author.errorOf(RemoveProblemFileDocument, { input: removal })).code).toBe("NOT_FOUND");
  });

  it("are bounded over all revisions: the oldest lose theirs, the live and the latest do not", async () => {
    const { problem } = await importFilesAsPackage(author, modernPackage({ "attachments/a.txt": "one\n" }));
    const id = problem!.id;
    await publish(author, id);
    await update(author, { id, expectedRevision: 1, title: "Adding, second" });
    const key = keyOf(id);
    // As many as may be kept, of the first revision only, whose own file the live one has too.
    await installation.sql(
      `with made as (
         insert into problem_files (id, problem_id, kind, name, content_type, size_bytes, sha256, key)
         select gen_random_uuid(), $1, 'ATTACHMENT', 'old' || n || '.txt', 'text/plain', 1, 'sha' || n, 'problem-files/none' || n
         from generate_series(1, 499) n returning id)
       update problem_revisions r set content = jsonb_set(content, '{files}', content -> 'files' || (select jsonb_agg(id) from made))
       where problem_id = $1 and number = 1`,
      [key],
    );
    const count = async () =>
      (await installation.sql<{ count: number }>("select count(*)::int as count from problem_files where problem_id = $1", [key]))[0]!
        .count;
    expect(await count()).toBe(500);
    const fileId = await uploadAttachment(author, PNG, "new.png", "image/png");
    await author.request(AddProblemFileDocument, { input: { problemId: id, fileId, kind: "PICTURE" as never, expectedRevision: 2 } });
    expect(await count()).toBe(500);
    expect(await filesSeenBy(author, id)).toMatchObject({ attachments: [{ name: "a.txt" }], pictures: [{ name: "new.webp" }] });
    await author.request(RestoreProblemRevisionDocument, { input: { problemId: id, number: 1, expectedRevision: 3 } });
    const restored = await installation.sql<{ missing: number; files: number }>(
      `select count(*)::int as files, count(*) filter (where f.id is null)::int as missing
       from problems p cross join jsonb_array_elements_text(p.files) used(id) left join problem_files f on f.id = used.id::uuid where p.id = $1`,
      [key],
    );
    expect(restored).toEqual([{ files: 499, missing: 0 }]);
  });

  it("are removed from the storage with their problem, and shared by its copies", async () => {
    const { problem } = await importFilesAsPackage(author, modernPackage({ "attachments/a.txt": "one\n" }));
    const { cloneProblem } = await author.request(CloneProblemDocument, { input: { id: problem!.id } });
    const kept = () => objectKeys(installation).then((keys) => keys.filter((key) => key.startsWith("problem-files/")).length);
    const storage = storageOf(installation);
    const db = await createDatabase({
      url: installation.env.DATABASE_URL!,
      poolMax: 1,
      entities: ENTITIES,
      migrationsFolder: "migrations",
    });
    try {
      // Refused edits leave some.
      await sweepProblemFiles({ db, storage }, -60_000);
      const before = await kept();
      await installation.sql("delete from problems where id = $1", [keyOf(problem!.id)]);
      expect(await sweepProblemFiles({ db, storage }, -60_000)).toBe(0);
      await installation.sql("delete from problems where id = $1", [keyOf(cloneProblem.problem.id)]);
      expect(await sweepProblemFiles({ db, storage })).toBe(0); // all are younger than a day
      await sweepProblemFiles({ db, storage }, -60_000);
      expect(await kept()).toBe(before - 1);
    } finally {
      await db.close();
      storage.close();
    }
  });
});

describe("an exported package", () => {
  it.each(["KATTIS_LEGACY", "KATTIS_2025_09"] as const)("of the format %s gives the same problem again", async (format) => {
    const args = "output_validator_args: [case_sensitive, float_tolerance, '1e-6']\n";
    const files = modernPackage({
      "problem.yaml":
        "problem_format_version: 2025-09\nname: {en: 'Adding: \"two\"'}\nlimits: {time_limit: 1.5, time_resolution: 0.5, memory: 300}\nkeywords: [a-b]\n",
      "data/secret/test_group.yaml": args,
      "data/sample/test_group.yaml": args,
      "data/secret/g/b.in": Buffer.from([0, 255, 13, 10]),
      "data/secret/g/b.ans": "",
      "solution/solution.en.md": "Add.\n",
    });
    const first = (await importFilesAsPackage(author, files)).problem!;
    const { exportProblemPackage } = await author.request(ExportProblemPackageDocument, {
      input: { problemId: first.id, format: format as never },
    });
    const archive = Buffer.from(await (await fetch(String(exportProblemPackage!.url))).arrayBuffer());
    expect(archive.length).toBe(exportProblemPackage!.sizeBytes);
    expect([...unzip(archive).keys()].filter((path) => path.includes("/data/")).length).toBeGreaterThanOrEqual(6);
    const second = (await importFilesAsPackage(author, archive)).problem!;
    expect({ ...second, id: "", slug: "" }).toEqual({ ...first, id: "", slug: "" });
    const hashes = await installation.sql<{ sha256: string; samples: unknown }>(
      "select sha256, samples from test_sets where problem_id = any($1)",
      [[first, second].map(({ id }) => keyOf(id))],
    );
    expect(hashes[0]).toEqual(hashes[1]);
    expect(first).toMatchObject({
      timeLimitMs: 1500,
      memoryLimitKb: 307_200,
      explanation: "Add.",
      checkerParameters: { absoluteTolerance: 1e-6 },
    });
  });

  it("is written for editors only", async () => {
    const { problem } = await importFilesAsPackage(author, legacyPackage());
    const other = await createInstructor(installation, api);
    await expect(other.request(ExportProblemPackageDocument, { input: { problemId: problem!.id } })).rejects.toThrow(/no such problem/);
  });

  it("keeps what the format has no place for", async () => {
    const { problem } = await importFilesAsPackage(author, legacyPackage());
    const kept = { checker: "lines", constraints: "$n$", hints: ["Add."], feedback: "NOTHING" as never };
    await update(author, { id: problem!.id, expectedRevision: 1, ...kept });
    const { exportProblemPackage } = await author.request(ExportProblemPackageDocument, { input: { problemId: problem!.id } });
    const archive = Buffer.from(await (await fetch(String(exportProblemPackage!.url))).arrayBuffer());
    const again = await importFilesAsPackage(author, archive);
    expect(again).toMatchObject({ status: "READY", ignored: [] });
    const contents = await installation.sql(
      `select statement, "constraints", hints, feedback, checker, checker_parameters from problems where id = any($1)`,
      [[problem!, again.problem!].map(({ id }) => keyOf(id))],
    );
    expect(contents[0]).toEqual(contents[1]);
    expect(contents[0]).toMatchObject(kept);
  });
});

describe("a scored package", () => {
  it.each([
    [
      "legacy",
      legacyPackage({
        "problem.yaml": "name: A\ntype: scoring\n",
        "data/secret/g1/testdata.yaml": "grader_flags: min\naccept_score: 40\n",
        "data/secret/g1/b.in": "1 1\n",
        "data/secret/g1/b.ans": "2\n",
        "data/secret/g2/testdata.yaml": "grader_flags: sum\naccept_score: 30\n",
        "data/secret/g2/c.in": "2 2\n",
        "data/secret/g2/c.ans": "4\n",
        "data/secret/g2/d.in": "3 3\n",
        "data/secret/g2/d.ans": "6\n",
      }),
      [
        ["secret", 1, "SUM"],
        ["secret/g1", 40, "MIN"],
        ["secret/g2", 60, "SUM"],
      ],
    ],
    [
      "2025-09",
      without(
        modernPackage({
          "problem.yaml": "problem_format_version: 2025-09\nname: A\ntype: scoring\n",
          "data/secret/g1/test_group.yaml": "max_score: 40\nrequire_pass: sample\n",
          "data/secret/g1/b.in": "1 1\n",
          "data/secret/g1/b.ans": "2\n",
        }),
        "data/secret/a.in",
        "data/secret/a.ans",
      ),
      [
        ["sample", 0, "MIN"],
        ["secret/g1", 40, "MIN"],
      ],
    ],
  ])("of the format %s has its groups", async (_format, files, groups) => {
    const { problem, faults } = await importFilesAsPackage(author, files);
    expect(faults).toEqual([]);
    const [row] = await installation.sql<{ scoring: { mode: string; groups: { name: string; maxScore: number; aggregation: string }[] } }>(
      "select scoring from problems where id = $1",
      [keyOf(problem!.id)],
    );
    expect(row!.scoring.mode).toBe("SCORED");
    expect(row!.scoring.groups.map(({ name, maxScore, aggregation }) => [name, maxScore, aggregation])).toEqual(groups);
    await publish(author, problem!.id);
  });
});

describe("a refused package", () => {
  it("lists all that is wrong, and leaves nothing", async () => {
    const [problems, keys] = [await problemCount(), await objectKeys(installation)];
    const files = legacyPackage({ "problem.yaml": "limits: {memory: lots}\n", "data/secret/b.in": "1\n" });
    const { status, faults, problem } = await importFilesAsPackage(author, without(files, "problem.en.tex"));
    expect({ status, problem }).toEqual({ status: "FAILED", problem: null });
    expect(faults.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "VALUE_INVALID problem.yaml: limits",
      "STATEMENT_MISSING statement",
      "TEST_INVALID data/secret/b.in",
    ]);
    expect(await problemCount()).toBe(problems);
    expect(await objectKeys(installation)).toEqual(keys);
  });

  it("may be damaged, or no archive", async () => {
    const zip = await zipOf(legacyPackage());
    // The checksum in the central directory.
    const broken = Buffer.from(zip);
    broken.fill(0, broken.lastIndexOf("adding/data/secret/a.in") - 30, broken.lastIndexOf("adding/data/secret/a.in") - 26);
    for (const content of [Buffer.from("no archive"), zip.subarray(0, 300), broken]) {
      expect(await importFilesAsPackage(author, content)).toMatchObject({ status: "FAILED", problem: null });
    }
  });
});
