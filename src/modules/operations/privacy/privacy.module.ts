import { AccountDeletion } from "./deletion/account-deletion.entity.js";
import { accountDeletionNotification } from "./deletion/account-deletion.notification.js";
import { AccountDeletionResolver } from "./deletion/account-deletion.resolver.js";
import { createAccountDeletionsService } from "./deletion/account-deletions.service.js";
import { createClaims } from "../../contracts/claims.js";
import { startClaimedWork } from "../../contracts/claimed-work.js";
import { DataExport } from "./export/data-export.entity.js";
import { createExportWork, exportData } from "./export/data-export.job.js";
import { dataExportNotification } from "./export/data-export.notification.js";
import { DataExportResolver } from "./export/data-export.resolver.js";
import { startExportSweeper } from "./export/data-export.sweeper.js";
import { createDataExportsService } from "./export/data-exports.service.js";
import { createRetireGuest } from "./deletion/retire-guest.js";
import { guestRetired } from "../../../events/guest-retired.event.js";
import { on } from "../../../platform/outbox/outbox.js";
import { createDeletionWork, deleteAccount } from "./deletion/delete-account.job.js";
import { privacyNodes } from "./privacy.nodes.js";
import { privacyPersonalData } from "./privacy.personal-data.js";
import type { Module, Services } from "../../contracts/module.js";
import { privacyPermissions } from "./privacy.permissions.js";

type Neighbours = Pick<Services, "prove" | "sessions" | "apiTokens" | "twoFactor" | "credentialCache">;

export default {
  name: "privacy",
  entities: [DataExport, AccountDeletion],
  permissions: privacyPermissions,
  resolvers: [DataExportResolver, AccountDeletionResolver],
  jobs: [exportData, deleteAccount],
  notificationKinds: [dataExportNotification, accountDeletionNotification],
  personalData: privacyPersonalData,

  wire(platform, neighbours: Neighbours, { personalData, notificationKinds: kinds, checkpoint }) {
    const { db } = platform;
    const { prove, sessions, apiTokens, twoFactor, credentialCache: cache } = neighbours;
    const given = { ...platform, prove, sessions, apiTokens, twoFactor, cache, personalData, kinds, checkpoint };
    return {
      resolvers: [
        new DataExportResolver(createDataExportsService(given)),
        new AccountDeletionResolver(createAccountDeletionsService(given)),
      ],
      nodes: privacyNodes,
      eventHandlers: [on(guestRetired, "delete-guest", createRetireGuest(platform))],
      workers: [
        async () =>
          startClaimedWork({
            ...platform,
            claims: createClaims(db, { name: "data_exports", waiting: "QUEUED", givenBack: "QUEUED" }),
            job: exportData,
            work: createExportWork(given),
          }),
        async () =>
          startClaimedWork({
            ...platform,
            claims: createClaims(db, { name: "account_deletions", waiting: "SCHEDULED", givenBack: "RUNNING" }),
            job: deleteAccount,
            work: createDeletionWork(given),
          }),
        async () => startExportSweeper(platform),
      ],
    };
  },
} satisfies Module;
