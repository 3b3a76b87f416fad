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
import { createProveTwice } from "./deletion/prove-twice.js";
import { createOrganizationDeletionWork, deleteOrganization } from "./organizations/delete-organization.job.js";
import { startOrganizationArchiveSweeper } from "./organizations/organization-archives.sweeper.js";
import { OrganizationDeletion } from "./organizations/organization-deletion.entity.js";
import { createOrganizationDeletionsService } from "./organizations/organization-deletions.service.js";
import { OrganizationExport } from "./organizations/organization-export.entity.js";
import { createOrganizationExportWork, exportOrganization } from "./organizations/organization-export.job.js";
import { createOrganizationExportsService } from "./organizations/organization-exports.service.js";
import {
  organizationDeletedNotification,
  organizationDeletionNotification,
  organizationExportNotification,
} from "./organizations/organization-privacy.notifications.js";
import { OrganizationDeletionResolver, OrganizationExportResolver } from "./organizations/organization-privacy.resolver.js";
import { privacyOrganizationData } from "./privacy.organization-data.js";
import { privacyNodes } from "./privacy.nodes.js";
import { privacyPersonalData } from "./privacy.personal-data.js";
import type { Module, Services } from "../../contracts/module.js";
import { privacyPermissions } from "./privacy.permissions.js";

type Neighbours = Pick<Services, "prove" | "sessions" | "apiTokens" | "twoFactor" | "credentialCache">;

export default {
  name: "privacy",
  entities: [DataExport, AccountDeletion, OrganizationExport, OrganizationDeletion],
  permissions: privacyPermissions,
  resolvers: [DataExportResolver, AccountDeletionResolver, OrganizationExportResolver, OrganizationDeletionResolver],
  jobs: [exportData, deleteAccount, exportOrganization, deleteOrganization],
  notificationKinds: [
    dataExportNotification,
    accountDeletionNotification,
    organizationExportNotification,
    organizationDeletionNotification,
    organizationDeletedNotification,
  ],
  personalData: privacyPersonalData,
  organizationData: privacyOrganizationData,

  wire(platform, neighbours: Neighbours, { personalData, organizationData, notificationKinds: kinds, checkpoint }) {
    const { db } = platform;
    const { prove, sessions, apiTokens, twoFactor, credentialCache: cache } = neighbours;
    const proveTwice = createProveTwice({ ...platform, twoFactor, prove });
    const given = { ...platform, prove, proveTwice, sessions, apiTokens, cache, personalData, organizationData, kinds, checkpoint };
    return {
      resolvers: [
        new DataExportResolver(createDataExportsService(given)),
        new AccountDeletionResolver(createAccountDeletionsService(given)),
        new OrganizationExportResolver(createOrganizationExportsService(given)),
        new OrganizationDeletionResolver(createOrganizationDeletionsService(given)),
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
        async () =>
          startClaimedWork({
            ...platform,
            claims: createClaims(db, { name: "organization_exports", waiting: "QUEUED", givenBack: "QUEUED" }),
            job: exportOrganization,
            work: createOrganizationExportWork(given),
          }),
        async () =>
          startClaimedWork({
            ...platform,
            claims: createClaims(db, { name: "organization_deletions", waiting: "SCHEDULED", givenBack: "RUNNING" }),
            job: deleteOrganization,
            work: createOrganizationDeletionWork(given),
          }),
        async () => startExportSweeper(platform),
        async () => startOrganizationArchiveSweeper(platform),
      ],
    };
  },
} satisfies Module;
