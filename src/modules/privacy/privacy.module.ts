import type { Env } from "../../config/env.js";
import type { Database } from "../../platform/database.js";
import type { Jobs } from "../../platform/jobs.js";
import type { Logger } from "../../platform/logger.js";
import type { ObjectStorage } from "../../platform/object-storage.js";
import type { Passwords } from "../../platform/passwords.js";
import type { RateLimiter } from "../../platform/rate-limit.js";
import type { Secrets } from "../../platform/secrets.js";
import type { Throttles } from "../../platform/throttle.js";
import type { Tokens } from "../../platform/tokens.js";
import type { Topics } from "../../platform/topics.js";
import type { CredentialCache } from "../identity/credential-cache.js";
import { createApiTokensService } from "../identity/api-tokens.service.js";
import { createProof } from "../identity/proof.js";
import { createSessionsService } from "../identity/sessions.service.js";
import { createTwoFactorService } from "../identity/two-factor.service.js";
import type { Module } from "../module.js";
import type { PersonalData } from "../personal-data.js";
import { AccountDeletion } from "./account-deletion.entity.js";
import { accountDeletionNotification } from "./account-deletion.notification.js";
import { AccountDeletionResolver } from "./account-deletion.resolver.js";
import { createAccountDeletionsService } from "./account-deletions.service.js";
import { createClaims } from "../claims.js";
import { startClaimedWork } from "../claimed-work.js";
import { DataExport } from "./data-export.entity.js";
import { createExportWork, exportData, type ExportCheckpoint } from "./data-export.job.js";
import { dataExportNotification } from "./data-export.notification.js";
import { DataExportResolver } from "./data-export.resolver.js";
import { watchDataExport } from "./data-export.stream.js";
import { startExportSweeper } from "./data-export.sweeper.js";
import { createDataExportsService } from "./data-exports.service.js";
import { createDeletionWork, deleteAccount, type DeletionCheckpoint } from "./delete-account.job.js";
import { privacyNodes } from "./privacy.nodes.js";
import { privacyPersonalData } from "./privacy.personal-data.js";

export const privacyEntities = [DataExport, AccountDeletion];

export type PrivacyCheckpoint = ExportCheckpoint | DeletionCheckpoint;

interface Dependencies {
  env: Env;
  db: Database;
  jobs: Jobs;
  log: Logger;
  topics: Topics;
  storage: ObjectStorage;
  passwords: Passwords;
  tokens: Tokens;
  secrets: Secrets;
  limiter: RateLimiter;
  throttles: Throttles;
  cache: CredentialCache;
  /** Of all modules, and complete once the program is put together. */
  personalData: readonly PersonalData[];
  checkpoint?: ((name: PrivacyCheckpoint) => void) | undefined;
}

export function privacyModule(given: Dependencies): Module {
  const { db } = given;
  const prove = createProof(given);
  const sessions = createSessionsService(given);
  const apiTokens = createApiTokensService({ ...given, prove });
  const twoFactor = createTwoFactorService({ ...given, prove });
  const dataExports = createDataExportsService({ ...given, prove });
  const deletions = createAccountDeletionsService({ ...given, prove, sessions, twoFactor });
  return {
    resolvers: [new DataExportResolver(dataExports), new AccountDeletionResolver(deletions)],
    nodes: privacyNodes,
    notificationKinds: [dataExportNotification, accountDeletionNotification],
    personalData: privacyPersonalData(given),
    jobs: [exportData, deleteAccount],
    streams: {
      async dataExportProgress({ id }, { em, signedIn }) {
        const exportId = String(id);
        await dataExports.read(em, signedIn, exportId);
        return watchDataExport(given, exportId, () => dataExports.read(db.em.fork(), signedIn, exportId));
      },
    },
    workers: [
      async () =>
        startClaimedWork({
          ...given,
          claims: createClaims(db, { name: "data_exports", waiting: "QUEUED", givenBack: "QUEUED" }),
          job: exportData,
          work: createExportWork(given),
        }),
      async () =>
        startClaimedWork({
          ...given,
          claims: createClaims(db, { name: "account_deletions", waiting: "SCHEDULED", givenBack: "RUNNING" }),
          job: deleteAccount,
          work: createDeletionWork({ ...given, sessions, apiTokens }),
        }),
      async () => startExportSweeper(given),
    ],
  };
}
