/** Archives of tracks through the API. */
import type { Client } from "./client.js";
import { ExportTrackDocument, ImportTrackDocument, TrackImportDocument, type ImportTrackInput } from "./generated.js";
import { uploadPackage, type Files } from "./packages.js";
import { createPause } from "./pauses.js";
import { zipOf } from "./test-uploads.js";
import { unzip } from "./zip.js";

/** A file with a head of YAML. */
export const head = (yaml: string, body = "") => `---\n${yaml}\n---\n\n${body}`;

export async function importedTrack(author: Client, files: Files, input: Partial<ImportTrackInput> = {}) {
  const fileId = await uploadPackage(author, await zipOf(files));
  return endedImport(author, await requestedImport(author, { fileId, ...input }));
}

export async function requestedImport(author: Client, input: ImportTrackInput): Promise<string> {
  const { importTrack } = await author.request(ImportTrackDocument, { input });
  return importTrack!.trackImport.id;
}

export async function endedImport(author: Client, id: string) {
  const pause = createPause();
  for (;;) {
    const { trackImport } = await author.request(TrackImportDocument, { id });
    if (["READY", "FAILED"].includes(trackImport!.status)) return trackImport!;
    await pause();
  }
}

/** Contents by path. */
export async function exportedTrack(author: Client, trackId: string): Promise<Map<string, Buffer>> {
  const { exportTrack } = await author.request(ExportTrackDocument, { input: { trackId } });
  return unzip(Buffer.from(await (await fetch(String(exportTrack!.url))).arrayBuffer()));
}
