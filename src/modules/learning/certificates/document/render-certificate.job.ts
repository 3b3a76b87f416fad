import * as z from "zod";
import { notFound } from "../../../../kernel/errors.js";
import { id } from "../../../../kernel/schemas.js";
import { messageLanguageOf } from "../../../../messages/messages.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { defineJob } from "../../../../platform/jobs/job.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { JobWorker } from "../../../../platform/jobs/workers.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { certificatesById } from "../certificate.rows.js";

/** The caller has checked that the account may have the document. */
export const renderCertificateJob = defineJob({
  name: "render-certificate",
  description: "Draws the PDF of a certificate for `downloadCertificate`, while its caller waits.",
  payload: z.object({ certificateId: id }),
  result: z.object({ sizeBytes: z.number() }),
});

/** Increase it when the layout changes: documents are drawn anew then. */
const LAYOUT = 1;
/** Documents are removed after a day and drawn anew when asked for, so none outlives its certificate for longer. */
export const DOCUMENTS = "certificates/";

export const documentKey = (certificateId: string): string => `${DOCUMENTS}${certificateId}-${LAYOUT}.pdf`;

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
  urlOf(code: string): string;
}

export function startCertificateWorker({ db, jobs, storage, urlOf }: Dependencies): JobWorker {
  return jobs.process(renderCertificateJob, { concurrency: 1, lockMs: 60_000 }, async ({ certificateId }) => {
    const em = db.em.fork();
    const [certificate] = await certificatesById(em, [certificateId]);
    if (!certificate || certificate.revokedAt) throw notFound("certificate");
    const [account] = await rows<{ locale: string }>(em, "select locale from users where id = ?", [certificate.userId]);
    // Loaded here only: the API draws none.
    const { renderCertificate } = await import("./certificate-pdf.js");
    const language = messageLanguageOf(account?.locale ?? "en");
    const content = await renderCertificate({ ...certificate, url: urlOf(certificate.code), language });
    const downloadAs = `certificate-${certificate.code}.pdf`;
    await storage.put(documentKey(certificateId), content, "application/pdf", { downloadAs });
    const [present] = await certificatesById(db.em.fork(), [certificateId]);
    if (!present || present.revokedAt) {
      // Revoked, or its account deleted, while it was drawn.
      await storage.remove(documentKey(certificateId));
      throw notFound("certificate");
    }
    return { sizeBytes: content.length };
  });
}
