import { publicUrlOf } from "../../../config/public-url.js";
import { trackCompleted } from "../../../events/track-completed.event.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import { nullIfNotFound } from "../../../kernel/errors.js";
import { on } from "../../../platform/outbox/outbox.js";
import { startDaySweeper } from "../../../platform/storage/day-objects.js";
import type { Module } from "../../contracts/module.js";
import { Certificate } from "./certificate.entity.js";
import { certificateNotification } from "./certificate.notification.js";
import { CertificateResolver, EnrollmentCertificateResolver } from "./certificate.resolver.js";
import { certificatesById, mayManageCertificate, type CertificateRow } from "./certificate.rows.js";
import { certificatesPermissions } from "./certificates.permissions.js";
import { certificatesPersonalData } from "./certificates.personal-data.js";
import { createCertificates } from "./certificates.service.js";
import { DOCUMENTS, renderCertificateJob, startCertificateWorker } from "./document/render-certificate.job.js";
import { createIssueCertificate } from "./issue-certificate.js";

/** What the public page shows. Null for an unknown code. Throws RATE_LIMITED. */
export type CertificateChecks = (
  code: string,
  address: string,
) => Promise<Pick<CertificateRow, "code" | "learnerName" | "trackTitle" | "completedAt" | "issuedAt" | "revokedAt"> | null>;

declare module "../../contracts/module.js" {
  interface Services {
    certificateChecks: CertificateChecks;
  }
}

/** No retention rule: a certificate does not expire. Documents in S3 can be drawn again, so a backup may lack them. */
export default {
  name: "certificates",
  entities: [Certificate],
  permissions: certificatesPermissions,
  resolvers: [CertificateResolver, EnrollmentCertificateResolver],
  jobs: [renderCertificateJob],
  notificationKinds: [certificateNotification],
  personalData: certificatesPersonalData,

  wire(platform) {
    const { db, env } = platform;
    const certificates = createCertificates(platform);
    const urlOf = (code: string) => `${publicUrlOf(env)}/certificates/${code}`;
    return {
      services: { certificateChecks: (code, address) => nullIfNotFound(certificates.check(db.em.fork(), code, address)) },
      resolvers: [new CertificateResolver(certificates, urlOf)],
      nodes: {
        Certificate: nodesById("certificate:read", async ({ em, viewer }, ids) =>
          (await certificatesById(em, ids)).filter((row) => mayManageCertificate(viewer, row)),
        ),
      },
      eventHandlers: [on(trackCompleted, "issue-certificate", createIssueCertificate({ db }))],
      workers: [
        async () => startCertificateWorker({ ...platform, urlOf }),
        async () => startDaySweeper({ ...platform, prefix: DOCUMENTS, failure: "documents of certificates not removed; will be retried" }),
      ],
    };
  },
} satisfies Module;
