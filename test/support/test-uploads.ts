/** Uploads of test data, as authors make them, and the builds that follow. */
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import type { Client } from "./client.js";
import {
  CompleteUploadDocument,
  EditProblemTestsDocument,
  ImportProblemTestsDocument,
  RequestUploadDocument,
  TestSetBuildDocument,
  type BuildFragment,
  type EditProblemTestsInput,
  type ImportProblemTestsInput,
} from "./generated.js";
import { createPause } from "./pauses.js";

/** Thousands of small files are stored: compressing each takes a millisecond, and the archive would not be smaller. */
const MANY = 1000;

export async function zipOf(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  const entries = Object.entries(files);
  for (const [path, content] of entries) {
    if (path.endsWith("/")) zip.addEmptyDirectory(path);
    else zip.addBuffer(Buffer.from(content), path, { compress: entries.length < MANY });
  }
  zip.end();
  return buffer(zip.outputStream as NodeJS.ReadableStream);
}

/** Announces a file, sends its bytes to the object storage, and has it looked at. */
export async function uploadTestData(client: Client, content: Buffer, fileName = "tests.zip"): Promise<string> {
  const input = { purpose: "TEST_DATA" as never, fileName, contentType: "application/octet-stream", sizeBytes: content.length };
  const { requestUpload } = await client.request(RequestUploadDocument, { input });
  const headers = requestUpload.upload.headers.map(({ name, value }) => [name, value] as [string, string]);
  const sent = await fetch(String(requestUpload.upload.url), { method: "PUT", headers, body: new Uint8Array(content) });
  if (!sent.ok) throw new Error(`the storage answered ${sent.status}`);
  await client.request(CompleteUploadDocument, { input: { fileId: requestUpload.file.id } });
  return requestUpload.file.id;
}

/** Asks until the build has ended. */
export async function ended(client: Client, id: string, timeoutMs = 180_000): Promise<BuildFragment> {
  const pause = createPause();
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await pause()) {
    const { testSetBuild } = await client.request(TestSetBuildDocument, { id });
    if (testSetBuild!.status === "READY" || testSetBuild!.status === "FAILED") return testSetBuild!;
  }
  throw new Error(`the build did not end within ${timeoutMs} ms`);
}

export async function importTests(client: Client, input: ImportProblemTestsInput): Promise<BuildFragment> {
  const { importProblemTests } = await client.request(ImportProblemTestsDocument, { input });
  return ended(client, importProblemTests.build.id);
}

/** Packs, uploads and imports. */
export async function importFiles(
  client: Client,
  problemId: string,
  files: Readonly<Record<string, string | Buffer>>,
  change: Partial<ImportProblemTestsInput> = {},
): Promise<BuildFragment> {
  return importTests(client, { problemId, fileId: await uploadTestData(client, await zipOf(files)), ...change });
}

export async function editTests(client: Client, input: EditProblemTestsInput): Promise<BuildFragment> {
  const { editProblemTests } = await client.request(EditProblemTestsDocument, { input });
  return ended(client, editProblemTests.build.id);
}
