import { judgementFinished } from "../../../events/judgement-finished.event.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { Module } from "../../contracts/module.js";
import { CodeFingerprint } from "./fingerprints/code-fingerprint.entity.js";
import { SimilarPair } from "./fingerprints/similar-pair.entity.js";
import { COMPARED_VERDICTS } from "./fingerprints/store-fingerprint.js";
import { ComparedCodeResolver, SimilarPairResolver } from "./lists/similar-pair.resolver.js";
import { similarityPermissions } from "./similarity.permissions.js";
import { similarityOrganizationData } from "./similarity.organization-data.js";
import { similarityPersonalData } from "./similarity.personal-data.js";
import { similarityRetention } from "./similarity.retention.js";
import { fingerprintBacklog, fingerprintSubmission } from "./worker/fingerprint-submission.job.js";
import { startFingerprintWorker } from "./worker/fingerprint-worker.js";

/** Programs that resemble each other: code/ is pure, worker/ compares in the background, lists/ shows it to staff. */
export default {
  name: "similarity",
  entities: [CodeFingerprint, SimilarPair],
  permissions: similarityPermissions,
  fieldCosts: {
    "Query.similarSubmissions": { weight: 128 },
    "SimilarPair.regions": { weight: 8, items: 5 },
    "ComparedCode.source": { weight: 64 },
  },
  resolvers: [SimilarPairResolver, ComparedCodeResolver],
  jobs: [fingerprintSubmission, fingerprintBacklog],
  retention: similarityRetention,
  personalData: similarityPersonalData,
  organizationData: similarityOrganizationData,

  wire(platform) {
    const { db, jobs } = platform;
    return {
      resolvers: [new SimilarPairResolver(db)],
      eventHandlers: [
        on(judgementFinished, "fingerprint-submission", async ({ submissionId, verdict }) => {
          if (COMPARED_VERDICTS.includes(verdict)) await jobs.add(fingerprintSubmission, { submissionId }, submissionId);
        }),
      ],
      workers: [async () => startFingerprintWorker(platform)],
    };
  },
} satisfies Module;
