/** Problem packages made for tests: small, complete, and changed in one place. */
import type { Client } from "./client.js";
import {
  CompleteUploadDocument,
  ImportProblemPackageDocument,
  PackageImportDocument,
  RequestUploadDocument,
  type ImportProblemPackageInput,
  type PackageImportFragment,
  type RequestUploadInput,
} from "./generated.js";
import { createPause } from "./pauses.js";
import { zipOf } from "./test-uploads.js";

export type Files = Record<string, string | Buffer>;

/** A problem of the legacy format: adds two numbers. */
export function legacyPackage(change: Files = {}): Files {
  return {
    "adding/problem.yaml":
      "name: Adding\nauthor: Ada\nsource: Our Contest\nlicense: cc by-sa\nlimits:\n  memory: 256\nkeywords: easy Math\n",
    "adding/.timelimit": "2\n",
    "adding/problem_statement/problem.en.tex":
      "\\problemname{Adding}\n\nAdd \\emph{two} numbers $a$ and $b$.\n\n\\section*{Input}\nTwo numbers.\n",
    "adding/data/sample/1.in": "1 2\n",
    "adding/data/sample/1.ans": "3\n",
    "adding/data/secret/a.in": "4 5\n",
    "adding/data/secret/a.ans": "9\n",
    "adding/submissions/accepted/add.py": "print(sum(map(int, input().split())))\n",
    ...prefixed("adding", change),
  };
}

/** The same of the format 2025-09. */
export function modernPackage(change: Files = {}): Files {
  return {
    "adding/problem.yaml":
      "problem_format_version: 2025-09\nname: Adding\nuuid: 117b564d-429b-44d4-bf8c-c264a3703e07\nlimits:\n  time_limit: 2\n  memory: 256\n",
    "adding/statement/problem.en.md": "Add *two* numbers $a$ and $b$.\n",
    "adding/data/sample/1.in": "1 2\n",
    "adding/data/sample/1.ans": "3\n",
    "adding/data/sample/1.yaml": "hint: One and two.\n",
    "adding/data/secret/a.in": "4 5\n",
    "adding/data/secret/a.ans": "9\n",
    "adding/submissions/accepted/add.py": "print(sum(map(int, input().split())))\n",
    ...prefixed("adding", change),
  };
}

export function polygonPackage(change: Files = {}): Files {
  return {
    "problem.xml": `<?xml version="1.0" encoding="utf-8" standalone="no"?>
<problem revision="3" short-name="adding" url="https://polygon.example/adding">
  <names><name language="english" value="Adding"/></names>
  <statements><statement charset="UTF-8" language="english" path="statements/english/problem.tex" type="application/x-tex"/></statements>
  <judging input-file="" output-file=""><testset name="tests">
    <time-limit>2000</time-limit><memory-limit>268435456</memory-limit><test-count>2</test-count>
    <input-path-pattern>tests/%02d</input-path-pattern><answer-path-pattern>tests/%02d.a</answer-path-pattern>
    <tests><test method="manual" sample="true"/><test method="manual"/></tests>
  </testset></judging>
  <assets>
    <checker name="std::wcmp.cpp" type="testlib"><source path="files/check.cpp" type="cpp.g++17"/></checker>
    <solutions><solution tag="main"><source path="solutions/add.py" type="python.3"/></solution></solutions>
  </assets>
</problem>
`,
    "statements/english/problem-properties.json": JSON.stringify({
      name: "Adding",
      legend: "Add \\textit{two} numbers.",
      input: "Two numbers.",
      output: "Their sum.",
    }),
    "tests/01": "1 2\n",
    "tests/01.a": "3\n",
    "tests/02": "4 5\n",
    "tests/02.a": "9\n",
    "files/check.cpp": "// the standard checker\n",
    "solutions/add.py": "print(sum(map(int, input().split())))\n",
    ...change,
  };
}

export function without(files: Files, ...paths: string[]): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !paths.some((one) => path === one || path.endsWith(`/${one}`))));
}

const prefixed = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));

/** Announces an archive, sends its bytes to the object storage, and has it looked at. */
export const uploadPackage = (client: Client, content: Buffer): Promise<string> =>
  uploaded(client, content, { purpose: "PROBLEM_PACKAGE" as never, fileName: "package.zip", contentType: "application/zip" });

export const uploadAttachment = (client: Client, content: Buffer, fileName: string, contentType: string): Promise<string> =>
  uploaded(client, content, { purpose: "ATTACHMENT" as never, fileName, contentType });

async function uploaded(client: Client, content: Buffer, promised: Omit<RequestUploadInput, "sizeBytes">): Promise<string> {
  const input = { ...promised, sizeBytes: content.length };
  const { requestUpload } = await client.request(RequestUploadDocument, { input });
  const headers = requestUpload.upload.headers.map(({ name, value }) => [name, value] as [string, string]);
  const sent = await fetch(String(requestUpload.upload.url), { method: "PUT", headers, body: new Uint8Array(content) });
  if (!sent.ok) throw new Error(`the storage answered ${sent.status}`);
  await client.request(CompleteUploadDocument, { input: { fileId: requestUpload.file.id } });
  return requestUpload.file.id;
}

/** Asks until the import has ended. */
export async function importEnded(client: Client, id: string): Promise<PackageImportFragment> {
  const pause = createPause();
  for (;;) {
    const { packageImport } = await client.request(PackageImportDocument, { id });
    if (packageImport!.status === "READY" || packageImport!.status === "FAILED") return packageImport!;
    await pause();
  }
}

/** Packs, uploads and imports. */
export async function importFilesAsPackage(
  client: Client,
  files: Files | Buffer,
  change: Partial<ImportProblemPackageInput> = {},
): Promise<PackageImportFragment> {
  const fileId = await uploadPackage(client, Buffer.isBuffer(files) ? files : await zipOf(files));
  const { importProblemPackage } = await client.request(ImportProblemPackageDocument, { input: { fileId, ...change } });
  return importEnded(client, importProblemPackage!.packageImport.id);
}
