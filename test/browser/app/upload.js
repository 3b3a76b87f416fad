// upload.js: announce the file, PUT it to the storage, have it looked at.
export async function uploadFile(run, file, purpose) {
  const { requestUpload } = await run(
    `mutation ($input: RequestUploadInput!) {
      requestUpload(input: $input) { file { id } upload { url headers { name value } } }
    }`,
    { input: { purpose, fileName: file.name, contentType: file.type, sizeBytes: file.size } },
  );
  const { url, headers } = requestUpload.upload;
  const sent = await fetch(url, { method: "PUT", headers: headers.map(({ name, value }) => [name, value]), body: file });
  if (!sent.ok) throw new Error(`The storage answered ${sent.status}.`);
  const complete = "mutation ($input: CompleteUploadInput!) { completeUpload(input: $input) { file { id status } } }";
  for (;;) {
    try {
      return (await run(complete, { input: { fileId: requestUpload.file.id } })).completeUpload.file;
    } catch (error) {
      if (error.code !== "SERVICE_UNAVAILABLE") throw error;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? 2000)); // busy; the file is kept
    }
  }
}
