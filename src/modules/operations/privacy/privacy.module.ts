import type { Env } from "../../../config/env.js";
import type { Database } from "../../../platform/database/database.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { ObjectStorage } from "../../../platform/storage/object-storage.js";
import type { Passwords } from "../../../platform/security/passwords.js";
import type { RateLimiter } from "../../../platform/redis/rate-limit.js";
import type { Secrets } from "../../../platform/security/secrets.js";
import type { Throttles } from "../../../platform/redis/throttle.js";
import type { Tokens } from "../../../platform/security/tokens.js";
import type { Topics } from "../../../platform/redis/topics.js";
import type { CredentialCache } from "../../accounts/identity/sessions/credential-cache.js";
import { createApiTokensService } from "../../accounts/identity/api-tokens/api-tokens.service.js";
import { createProof } from "../../accounts/identity/credentials/proof.js";
import { createSessionsService } from "../../accounts/identity/sessions/sessions.service.js";
import { createTwoFactorService } from "../../accounts/identity/two-factor/two-factor.service.js";
import type { Module } from "../../contracts/module.js";
import type { PersonalData } from "../../contracts/personal-data.js";
import { AccountDeletion } from "./deletion/account-deletion.entity.js";
import { accountDeletionNotification } from "./deletion/account-deletion.notification.js";
import { AccountDeletionResolver } from "./deletion/account-deletion.resolver.js";
import { createAccountDeletionsService } from "./deletion/account-deletions.service.js";
import { createClaims } from "../../contracts/claims.js";
import { startClaimedWork } from "../../contracts/claimed-work.js";
import { DataExport } from "./export/data-export.entity.js";
import { createExportWork, exportData, type ExportCheckpoint } from "./export/data-export.job.js";
import { dataExportNotification } from "./export/data-export.notification.js";
import { DataExportResolver } from "./export/data-export.resolver.js";
import { watchDataExport } from "./export/data-export.stream.js";
import { startExportSweeper } from "./export/data-export.sweeper.js";
import { createDataExportsService } from "./export/data-exports.service.js";
import { createDeletionWork, deleteAccount, type DeletionCheckpoint } from "./deletion/delete-account.job.js";
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
