/** Included files of a problem over HTTP: what the author gives, what learners see, and what is judged with them. */
import { randomUUID } from "node:crypto";
import { COMPILED_BYTES_MAX, INCLUDED_BYTES_MAX } from "../../src/judge/included-files.js";
import { draft, publish, SAMPLE, setTests, update } from "../support/authoring.js";
import { clientOn, createInstructor, createLearner, submit, verdictsOf } from "../support/scenario.js";
import { clientOf, type Client } from "../support/client.js";
import {
  CandidateIncludedFilesDocument,
  CloneProblemDocument,
  CreateAssessmentDocument,
  CreateProblemDocument,
  ExportProblemPackageDocument,
  IncludedFilesDocument,
  InviteAssessmentCandidatesDocument,
  OpenAssessmentDocument,
  PublishAssessmentDocument,
  RestoreProblemRevisionDocument,
  RunAssessmentCodeDocument,
  RunFunctionDocument,
  StartAssessmentDocument,
  SubmitCodeDocument,
  type IncludedFilesInput,
  type TestInput,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { waitForMails } from "../support/mail.js";
import { importFilesAsPackage, modernPackage } from "../support/packages.js";
import { generate, RANDOM, RIGHT, save, verified } from "../support/problem-programs.js";
import { applyRejudging, createRejudging, verdictOf, watchRejudging } from "../support/rejudgings.js";
import { unzip } from "../support/zip.js";

let installation: Installation;
let api: Api;
let author: Client;
let learner: Client;

beforeAll(async () => {
  installation = await createInstallation();
  [api] = await Promise.all([installation.startApi(), installation.startWorker()]);
  [author, learner] = await Promise.all([createInstructor(installation, api), createLearner(api)]);
});

afterAll(async () => {
  await Promise.all([learner?.close(), author?.close()]);
  await installation?.stop();
});

const TESTS: TestInput[] = [SAMPLE, { name: "hidden", input: "2 2\n", output: "4\n" }];

/** By language: what is included, and a program that needs it. */
const PROGRAMS: Record<string, { files: IncludedFilesInput["files"]; source: string }> = {
  cpp17: {
    files: [
      { name: "lib/adder.h", content: "#pragma once\nint add(int a, int b);\n" },
      { name: "lib/adder.cpp", content: '#include "adder.h"\nint add(int a, int b) { return a + b; }\n' },
    ],
    source:
      '#include <iostream>\n#include "lib/adder.h"\nint main() { int a, b; std::cin >> a >> b; std::cout << add(a, b) << std::endl; }\n',
  },
  python: {
    files: [{ name: "adder.py", content: "def add(a, b):\n    return a + b\n" }],
    source: "from adder import add\nprint(add(*map(int, input().split())))\n",
  },
  java17: {
    files: [{ name: "Adder.java", content: "class Adder {\n    static int add(int a, int b) { return a + b; }\n}\n" }],
    source: `import java.util.Scanner;
public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        System.out.println(Adder.add(in.nextInt(), in.nextInt()));
    }
}
`,
  },
  go: {
    files: [{ name: "adder.go", content: "package main\n\nfunc add(a, b int) int { return a + b }\n" }],
    source: 'package main\n\nimport "fmt"\n\nfunc main() {\n\tvar a, b int\n\tfmt.Scan(&a, &b)\n\tfmt.Println(add(a, b))\n}\n',
  },
  javascript: {
    files: [{ name: "adder.js", content: "exports.add = (a, b) => a + b;\n" }],
    source:
      'const { add } = require("./adder.js");\nconsole.log(add(...require("node:fs").readFileSync(0, "utf8").split(" ").map(Number)));\n',
  },
  typescript: {
    files: [{ name: "adder.ts", content: "export const add = (a: number, b: number): number => a + b;\n" }],
    source:
      'import { readFileSync } from "node:fs";\nimport { add } from "./adder.js";\nconst [a, b] = readFileSync(0, "utf8").split(" ").map(Number);\nconsole.log(add(a!, b!));\n',
  },
};
const CPP_PART = "int add(int a, int b) { return a + b; }\n";
const INCLUDED: IncludedFilesInput[] = Object.entries(PROGRAMS).map(([language, { files }]) => ({ language, files }));
const PYTHON = { language: "python", ...PROGRAMS.python! };
const python = (content: string): IncludedFilesInput[] => [{ language: "python", files: [{ name: "adder.py", content }] }];

const publishedWith = async (includedFiles: IncludedFilesInput[] | null) => {
  const { id } = await draft(author, { includedFiles });
  await setTests(author, id, TESTS);
  await publish(author, id);
  return id;
};
const read = async (client: Client, id: string) => (await client.request(IncludedFilesDocument, { id })).problem!;
const sorted = (list: readonly { language: { slug: string }; files: readonly object[] }[]) =>
  list.map(({ language, files }) => ({ language: language.slug, files })).sort((a, b) => (a.language < b.language ? -1 : 1));
const fieldsOf = ({ extensions }: { extensions: Record<string, unknown> }) =>
  extensions.fields as { field: string; code: string; message: string }[];

describe("files that a problem includes", () => {
  let id: string;
  beforeAll(async () => {
    id = await publishedWith(INCLUDED);
  });

  it("are shown to learners", async () => {
    const { includedFiles, latestRevision } = await read(learner, id);
    expect(sorted(includedFiles!)).toEqual(sorted(INCLUDED.map(({ language, files }) => ({ language: { slug: language }, files }))));
    expect(latestRevision).toBeNull();
  });

  it.each(Object.keys(PROGRAMS))("are beside submissions in %s", async (language) => {
    const { source } = PROGRAMS[language]!;
    expect(await verdictsOf(learner, await submit(learner, { id }, { language, source }))).toEqual(["ACCEPTED"]);
  });

  it("are beside the files of a submission", async () => {
    const source = "from own import total\nprint(total(input()))\n";
    const files = [{ name: "own.py", content: "import adder\ndef total(line): return adder.add(*map(int, line.split()))\n" }];
    const { submitCode } = await learner.request(SubmitCodeDocument, { input: { problemId: id, language: "python", source, files } });
    expect(await verdictsOf(learner, submitCode.submission.id)).toEqual(["ACCEPTED"]);
  });

  it("are beside code that runs, on samples and on own input", async () => {
    const run = async (input: object) =>
      (await learner.request(RunFunctionDocument, { input: { problemId: id, ...input } as never })).runCode!.cases;
    const { source } = PYTHON;
    expect(await run({ language: "python3", source })).toMatchObject([{ verdict: "ACCEPTED", stdout: "3\n" }]);
    expect(await run({ language: "python", source, stdin: "20 22\n" })).toMatchObject([{ verdict: null, stdout: "42\n" }]);
    expect(await run({ language: "cpp", source: PROGRAMS.cpp17!.source })).toMatchObject([{ verdict: "ACCEPTED" }]);
  });

  it.each([
    ["cpp20", "#include <iostream>\nint add(int, int);\nint main() { int a, b; std::cin >> a >> b; std::cout << add(a, b); }\n", CPP_PART],
    ["java17", PROGRAMS.java17!.source.replace("class Main", "class Grader"), PROGRAMS.java17!.files[0]!.content],
    ["go", PROGRAMS.go!.source, PROGRAMS.go!.files[0]!.content],
  ])("may have the main function of a program in %s, of which a submission is a part", async (language, content, source) => {
    const name = { cpp20: "grader.cpp", java17: "Grader.java", go: "grader.go" }[language]!;
    const graded = await publishedWith([{ language, files: [{ name, content }] }]);
    expect(await verdictsOf(learner, await submit(learner, { id: graded }, { language, source }))).toEqual(["ACCEPTED"]);
  });

  it("can't be replaced", async () => {
    const refused = async (language: string, name: string) => {
      const input = {
        problemId: id,
        language,
        source: "print(1)\n",
        files: [
          { name: "other.txt", content: "" },
          { name, content: "" },
        ],
      };
      const errors = [await learner.errorOf(SubmitCodeDocument, { input }), await learner.errorOf(RunFunctionDocument, { input })];
      return errors.map((error) => ({ code: error.code, fields: fieldsOf(error) }));
    };
    const field = (named: string) => ({
      code: "BAD_USER_INPUT",
      fields: [
        {
          ...{ field: "input.files.1.name", code: "RESERVED" },
          message: `\`${named}\` is an included file of this problem and can't be replaced. Rename or remove yours.`,
        },
      ],
    });
    expect(await refused("python", "adder.py")).toEqual([field("adder.py"), field("adder.py")]);
    // A folder where a file is, and a file where a folder is.
    expect(await refused("python", "adder.py/more.py")).toEqual([field("adder.py"), field("adder.py")]);
    expect(await refused("cpp17", "lib")).toEqual([field("lib/adder.h"), field("lib/adder.h")]);
  });

  it("count towards what a compiler gets, and not towards the limit of a submission", async () => {
    const roomy = await installation.startApi({ SOURCE_LIMIT_BYTES: String(COMPILED_BYTES_MAX) });
    const large = await publishedWith(python(`${"#".repeat(INCLUDED_BYTES_MAX - 10)}\n`));
    const sourceOf = (bytes: number) => `print(3)${" ".repeat(bytes - 8)}`;
    const limit = 65_536;
    const whole = { problemId: large, language: "python", source: sourceOf(limit) };
    expect((await learner.request(RunFunctionDocument, { input: whole })).runCode!.cases).toMatchObject([{ verdict: "ACCEPTED" }]);
    const person = clientOn(roomy, learner);
    const input = { problemId: large, language: "python", source: sourceOf(COMPILED_BYTES_MAX - INCLUDED_BYTES_MAX + 10) };
    expect(await person.errorOf(SubmitCodeDocument, { input })).toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
      extensions: { fields: [{ field: "input.source", maximum: COMPILED_BYTES_MAX, actual: COMPILED_BYTES_MAX + 1 }] },
    });
    await roomy.stop();
  });

  it("are for those who may open the problem", async () => {
    const premium = await draft(author, { includedFiles: INCLUDED, premium: true });
    await setTests(author, premium.id, TESTS);
    await publish(author, premium.id);
    expect((await read(learner, premium.id)).includedFiles).toBeNull();
    expect((await read(author, premium.id)).includedFiles).toHaveLength(INCLUDED.length);
  });

  it("are shown to candidates of an assessment, and beside their code", async () => {
    const input = { title: "Adding", timeLimitMs: 3_600_000, items: [{ problemIds: [id], points: 10 }] };
    const { id: assessmentId } = (await author.request(CreateAssessmentDocument, { input })).createAssessment.assessment;
    await author.request(PublishAssessmentDocument, { id: assessmentId });
    const email = `included-${randomUUID().slice(0, 12)}@codequest.example`;
    await author.request(InviteAssessmentCandidatesDocument, { input: { assessmentId, candidates: [{ email }] } });
    const [mail] = await waitForMails(email, 1);
    const token = /#token=(\S+)/.exec(mail!.text!)![1]!;
    const candidate = clientOf(api, (await clientOf(api).request(OpenAssessmentDocument, { token })).openAssessment.token);
    await candidate.request(StartAssessmentDocument);
    const { candidateAssessment } = await candidate.request(CandidateIncludedFilesDocument);
    expect(candidateAssessment!.task!.problem!.includedFiles).toHaveLength(INCLUDED.length);
    const { language, source } = PYTHON;
    const { runAssessmentCode } = await candidate.request(RunAssessmentCodeDocument, { input: { position: 1, language, source } });
    expect(runAssessmentCode!.cases).toMatchObject([{ verdict: "ACCEPTED" }]);
  });

  it("go with copies, also of people who are no editors", async () => {
    const colleague = await createInstructor(installation, api);
    const { cloneProblem } = await colleague.request(CloneProblemDocument, { input: { id } });
    expect(sorted((await read(colleague, cloneProblem.problem.id)).includedFiles!)).toHaveLength(INCLUDED.length);
  });
});

describe("a change of included files", () => {
  it("is a revision, outdates verdicts and is restored", async () => {
    const id = await publishedWith(null);
    const input = { problemId: id, language: "python", source: PYTHON.source, files: PYTHON.files };
    const submissionId = (await learner.request(SubmitCodeDocument, { input })).submitCode.submission.id;
    expect(await verdictsOf(learner, submissionId)).toEqual(["ACCEPTED"]);
    expect((await read(author, id)).outdatedVerdictCount).toBe(0);

    await update(author, { id, expectedRevision: 1, includedFiles: python("def add(a, b):\n    return 0\n") });
    const changed = await read(author, id);
    expect(changed).toMatchObject({
      outdatedVerdictCount: 1,
      latestRevision: { number: 2, changed: ["includedFiles"], content: { includedFiles: changed.includedFiles } },
    });
    // The submission has a file of that name, from before: the included one takes its place.
    const { rejudging } = await createRejudging(author, { filter: { problemId: id, outdated: true }, reason: "Other files." });
    await watchRejudging(author, rejudging.id, ({ status }) => status === "READY");
    await applyRejudging(author, rejudging.id);
    await watchRejudging(author, rejudging.id);
    expect(await verdictOf(learner, submissionId)).toBe("WRONG_ANSWER");

    await update(author, { id, expectedRevision: 2, includedFiles: null });
    expect((await read(author, id)).includedFiles).toEqual([]);
    await author.request(RestoreProblemRevisionDocument, { input: { problemId: id, number: 2, expectedRevision: 3 } });
    const restored = await read(author, id);
    expect(restored.includedFiles).toEqual(changed.includedFiles);
    expect(restored.latestRevision).toMatchObject({ number: 4, changed: ["includedFiles"] });
  });
});

describe("reference solutions", () => {
  it("are compiled, verified and run with included files", async () => {
    const { id } = await draft(author, { includedFiles: INCLUDED });
    const { source } = PROGRAMS.cpp17!;
    await save(author, id, { ...RIGHT, language: "cpp", source });
    await save(author, id, RANDOM);
    const lines = [
      { name: "sample/1", generator: "random", arguments: ["9", "1"] },
      { name: "secret/1", generator: "random", arguments: ["9", "2"] },
    ];
    expect(await generate(author, { problemId: id, lines, solution: RIGHT.name })).toMatchObject({ status: "READY", faults: [] });
    const { solutions } = await verified(author, id);
    expect(solutions).toMatchObject([{ name: RIGHT.name, verdict: "ACCEPTED" }]);
  });
});

describe("function problems", () => {
  const SIGNATURE = { name: "total", parameters: [{ name: "numbers", type: "list<int>" }], result: "int" };
  const CASES: TestInput[] = [
    { name: "sample", sample: true, input: "[1, 2]", output: "3" },
    { name: "hidden", input: "[4]", output: "4" },
  ];

  it("have included files beside a generated driver, and beside one that imports them", async () => {
    const { id } = await draft(author, { signature: SIGNATURE, includedFiles: INCLUDED });
    await setTests(author, id, CASES);
    const run = async (language: string, source: string) =>
      (await author.request(RunFunctionDocument, { input: { problemId: id, language, source } })).runCode!.cases;
    const cpp =
      '#include "lib/adder.h"\n#include <vector>\nint total(std::vector<int> numbers) {\n    int sum = 0;\n    for (int n : numbers) sum = add(sum, n);\n    return sum;\n}\n';
    expect(await run("cpp", cpp)).toMatchObject([{ verdict: "ACCEPTED", result: "3" }]);
    const own = "from functools import reduce\nfrom adder import add\ndef total(numbers): return reduce(add, numbers)\n";
    expect(await run("python", own)).toMatchObject([{ verdict: "ACCEPTED", result: "3" }]);
    const driver = 'token, numbers = input(), input()\nimport adder, main\nprint(token + "=" + str(main.fold(adder.add, eval(numbers))))\n';
    await update(author, { id, expectedRevision: 1, drivers: [{ language: "python", source: driver }] });
    const fold = "from functools import reduce\ndef fold(add, numbers): return reduce(add, numbers)\n";
    expect(await run("python", fold)).toMatchObject([{ verdict: "ACCEPTED", result: "3" }]);
  });
});

describe("included files that can't be are refused:", () => {
  const file = (name: string, content = "") => ({ name, content });
  const of = (language: string, ...files: IncludedFilesInput["files"]) => ({ language, files });
  const tooLarge = Array.from({ length: 2 }, (_, at) => file(`${at}.h`, "x".repeat(INCLUDED_BYTES_MAX / 2 + 1)));
  it.each<[string, IncludedFilesInput[], string, string]>([
    ["an unknown language", [of("cobol", file("a.cob"))], "0.language", "UNKNOWN_VALUE"],
    ["a language twice, by an alias", [of("python", file("a.py")), of("python3", file("b.py"))], "1.language", "DUPLICATE"],
    ["the main file", [of("go", file("a.go"), file("main.go"))], "0.files.1.name", "RESERVED"],
    ["the driver of a function problem", [of("java", file("Driver.java"))], "0.files.0.name", "RESERVED"],
    ["a name twice", [of("go", file("a.go"), file("a.go"))], "0.files.1.name", "DUPLICATE"],
    ["a folder that is a file", [of("go", file("a"), file("a/b"))], "0.files.1.name", "INVALID_VALUE"],
    ["a name that leaves the folder", [of("go", file("../a.go"))], "0.files.0.name", "INVALID_FORMAT"],
    ["no file", [of("go")], "0.files", "TOO_FEW"],
    ["more files than possible", [of("go", ...Array.from({ length: 21 }, (_, at) => file(`${at}.go`)))], "0.files", "TOO_MANY"],
    ["more bytes than possible", [of("cpp", ...tooLarge)], "0.files", "TOO_LONG"],
  ])("%s", async (_, includedFiles, field, code) => {
    const slug = `problem-${randomUUID()}`;
    const input = { title: "Adding", slug, statement: "Add.", difficulty: "EASY" as const, includedFiles };
    const error = await author.errorOf(CreateProblemDocument, { input });
    expect(error.code).toBe("BAD_USER_INPUT");
    expect(fieldsOf(error)).toContainEqual(expect.objectContaining({ field: `input.includedFiles.${field}`, code }));
  });
});

describe("a package with files to include", () => {
  const FILES = modernPackage({
    "include/cpp/lib/adder.h": PROGRAMS.cpp17!.files[0]!.content,
    "include/cpp/lib/adder.cpp": PROGRAMS.cpp17!.files[1]!.content,
    "include/python3/adder.py": PYTHON.files[0]!.content,
    "include/default/data.txt": "1 2\n",
    "include/java/Main.java": PROGRAMS.java17!.source,
    "include/javascript/main.js": "",
    "include/go/picture.png": Buffer.from([0x89, 0x00]),
    "include/kotlin/adder.kt": "fun add(a: Int, b: Int) = a + b\n",
    "submissions/accepted/sum.cpp": PROGRAMS.cpp17!.source,
    "submissions/accepted/sum.py": PYTHON.source,
    "submissions/accepted/Adder.java": PROGRAMS.java17!.files[0]!.content,
  });
  const exported = async (id: string, format: "KATTIS_LEGACY" | "KATTIS_2025_09") => {
    const { exportProblemPackage } = await author.request(ExportProblemPackageDocument, { input: { problemId: id, format } });
    return Buffer.from(await (await fetch(String(exportProblemPackage!.url))).arrayBuffer());
  };
  const includedIn = (archive: Buffer) => {
    const files = [...unzip(archive)].map(([path, content]) => [path.slice(path.indexOf("/") + 1), content.toString()] as const);
    return Object.fromEntries(files.filter(([path]) => /^(codequest\/)?include\//.test(path)));
  };

  it("gives them to learners, notes what can't be used, and is the same after an export and an import", async () => {
    const { problem, ignored } = await importFilesAsPackage(author, FILES);
    const { id } = problem!;
    const data = [{ name: "data.txt", content: "1 2\n" }];
    const cpp = PROGRAMS.cpp17!.files.toReversed();
    const expected = sorted([
      ...["cpp17", "cpp20", "cpp23"].map((slug) => ({ language: { slug }, files: cpp })),
      { language: { slug: "java17" }, files: [{ name: "included-Main.java", content: PROGRAMS.java17!.source }] },
      { language: { slug: "typescript" }, files: data },
      { language: { slug: "python" }, files: PYTHON.files },
    ]);
    expect(sorted((await read(author, id)).includedFiles!)).toEqual(expected);
    expect(ignored.filter(({ path }) => path?.startsWith("include/")).map(({ path }) => path)).toEqual([
      "include/kotlin",
      "include/javascript/main.js",
      "include/go/picture.png",
    ]);
    const { solutions } = await verified(author, id);
    expect(solutions.map(({ name, verdict }) => [name, verdict]).sort()).toEqual([
      ["accepted/Adder.java", "ACCEPTED"],
      ["accepted/add.py", "ACCEPTED"],
      ["accepted/sum.cpp", "ACCEPTED"],
      ["accepted/sum.py", "ACCEPTED"],
    ]);
    await publish(author, id);
    for (const code of [
      { language: "cpp20", source: PROGRAMS.cpp17!.source },
      { language: "java17", source: PROGRAMS.java17!.files[0]!.content },
    ])
      expect(await verdictsOf(learner, await submit(learner, { id }, code))).toEqual(["ACCEPTED"]);

    for (const format of ["KATTIS_LEGACY", "KATTIS_2025_09"] as const) {
      const archive = await exported(id, format);
      expect(Object.keys(includedIn(archive)).sort()).toEqual([
        ...["include/cpp/lib/adder.cpp", "include/cpp/lib/adder.h", "include/java/Main.java", "include/python3/adder.py"],
        "include/typescript/data.txt",
      ]);
      const again = await importFilesAsPackage(author, archive);
      expect(again.ignored).toEqual([]);
      expect(sorted((await read(author, again.problem!.id)).includedFiles!)).toEqual(expected);
      expect(includedIn(await exported(again.problem!.id, format))).toEqual(includedIn(archive));
    }
    // A package without any, as a new revision: it has none.
    const without = await importFilesAsPackage(author, modernPackage(), { problemId: id, expectedRevision: 1, publish: true });
    expect(without.status).toBe("READY");
    expect((await read(author, id)).includedFiles).toEqual([]);
  });
});
