import "reflect-metadata";
import type { EntityClass } from "@mikro-orm/core";
import { adminEntities, adminModule } from "../modules/operations/admin/admin.module.js";
import { announcementEntities, announcementsModule } from "../modules/messaging/announcements/announcements.module.js";
import { auditEntities, auditModule } from "../modules/base/audit/audit.module.js";
import { createCredentialCache } from "../modules/accounts/identity/sessions/credential-cache.js";
import { createAuthenticator, type Authenticator } from "../modules/accounts/identity/sessions/authenticator.js";
import { identityEntities, identityModule } from "../modules/accounts/identity/identity.module.js";
import { createMailedLinks } from "../modules/accounts/identity/credentials/mailed-links.js";
import { createProfileService } from "../modules/accounts/identity/account/profile.service.js";
import { ErrorCodesResolver } from "../graphql/error-codes.resolver.js";
import { nodeLoader, NodeResolver, type NodeLookup } from "../graphql/node.js";
import type { Module, RetentionRule } from "../modules/contracts/module.js";
import { languagesModule } from "../modules/practice/languages/languages.module.js";
import { createMailUrls } from "../modules/messaging/notifications/mail/mail-urls.js";
import { kindsOf, type NotificationKind } from "../modules/contracts/notification-kind.js";
import { createSettingsService } from "../modules/messaging/notifications/preferences/settings.service.js";
import { createMailSuppressionsService } from "../modules/messaging/notifications/delivery/mail-suppressions.service.js";
import { createMailProviderEvents, type MailProviderEvents } from "../modules/messaging/notifications/delivery/resend-events.js";
import { createUnsubscriber, type Unsubscriber } from "../modules/messaging/notifications/mail/unsubscribe.js";
import { notificationEntities, notificationsModule } from "../modules/messaging/notifications/notifications.module.js";
import type { PersonalData } from "../modules/contracts/personal-data.js";
import { privacyEntities, privacyModule, type PrivacyCheckpoint } from "../modules/operations/privacy/privacy.module.js";
import { problemEntities, problemObjects, problemsModule } from "../modules/practice/problems/problems.module.js";
import { createProblemsService, type ProblemsService } from "../modules/practice/problems/problems.service.js";
import type { NotifyCheckpoint } from "../modules/messaging/notifications/inbox/notify.js";
import type { Checkpoint } from "../modules/practice/submissions/worker/judging.js";
import { createFeatureFlagsService } from "../modules/base/settings/feature-flags/feature-flags.service.js";
import type { Setting } from "../modules/contracts/setting.js";
import { settingEntities, settingsModule } from "../modules/base/settings/settings.module.js";
import { createSystemSettings } from "../modules/base/settings/settings.service.js";
import { storageEntities, storageModule, storageObjects } from "../modules/base/storage/storage.module.js";
import { submissionEntities, submissionsModule } from "../modules/practice/submissions/submissions.module.js";
import { topicEntities, topicsModule } from "../modules/practice/topics/topics.module.js";
import { createTopicsService, type TopicsService } from "../modules/practice/topics/topics.service.js";
import { userEntities, usersModule } from "../modules/base/users/users.module.js";
import { createUsersService, type UsersService } from "../modules/base/users/users.service.js";
import { FailedJob } from "../platform/failed-jobs/failed-job.entity.js";
import type { AnyJob } from "../platform/jobs/jobs.js";
import { OutboxMessage } from "../platform/outbox/outbox-message.entity.js";
import { deliverEvent } from "../platform/outbox/outbox.js";
import { createReadCache, type ReadCache } from "../platform/redis/read-cache.js";
import { createRateLimiter, type RateLimiter } from "../platform/redis/rate-limit.js";
import { createThrottles } from "../platform/redis/throttle.js";
import type { Platform } from "../platform/platform.js";

export const ENTITIES: readonly EntityClass<object>[] = [
  OutboxMessage,
  FailedJob,
  ...userEntities,
  ...auditEntities,
  ...settingEntities,
  ...identityEntities,
  ...storageEntities,
  ...notificationEntities,
  ...announcementEntities,
  ...privacyEntities,
  ...topicEntities,
  ...problemEntities,
  ...submissionEntities,
  ...adminEntities,
];

/** Selects the keys of all objects that rows speak of: a backup without one of them is not whole. */
export const NEEDED_OBJECTS = [storageObjects, problemObjects].join(" union ");

export interface Application {
  modules: readonly Module[];
  limiter: RateLimiter;
  readCache: ReadCache;
  authenticator: Authenticator;
  users: UsersService;
  topics: TopicsService;
  problems: ProblemsService;
  unsubscriber: Unsubscriber;
  /** Takes what the mail provider reports. */
  mailProviderEvents: MailProviderEvents;
}

/** What tests put in place of the usual. */
export interface Hooks {
  /** Called at named moments of each judging, notification, export and deletion. */
  checkpoint?: (name: Checkpoint | NotifyCheckpoint | PrivacyCheckpoint) => void;
}

/** Wires everything. Line order is module order: each module gets only what stands above it. */
export function compose(platform: Platform, hooks: Hooks = {}): Application {
  // Filled below, as they come from all modules.
  const kinds: NotificationKind[] = [];
  const knownSettings: Setting[] = [];
  const rules: RetentionRule[] = [];
  const nodes: Record<string, NodeLookup> = {};
  const definitions: AnyJob[] = [deliverEvent];
  const limiter = createRateLimiter(platform);
  const readCache = createReadCache(platform);
  const throttles = createThrottles(platform);
  const systemSettings = createSystemSettings({ ...platform, settings: knownSettings });
  const flags = createFeatureFlagsService(platform);
  const users = createUsersService(platform);
  const cache = createCredentialCache(platform);
  const authenticator = createAuthenticator({ ...platform, cache });
  const links = createMailedLinks(platform);
  const topics = createTopicsService({ ...platform, readCache });
  const problems = createProblemsService({ ...platform, topics, readCache });
  const personalData: PersonalData[] = [];
  const urls = createMailUrls(platform);
  const settings = createSettingsService({ ...platform, kinds: kindsOf(kinds) });
  const nodesOfAll = nodeLoader(nodes);
  const modules: Module[] = [
    { resolvers: [new ErrorCodesResolver(), new NodeResolver(nodes, nodesOfAll)] },
    usersModule(users),
    auditModule(),
    settingsModule({ settings: systemSettings, flags }),
    identityModule({
      ...platform,
      settings: systemSettings,
      users,
      limiter,
      throttles,
      cache,
      links,
      profiles: createProfileService(platform),
    }),
    storageModule({ ...platform, limiter }),
    notificationsModule({ ...platform, ...hooks, links, urls, settings, kinds, nodes: nodesOfAll }),
    announcementsModule(platform),
    privacyModule({ ...platform, ...hooks, limiter, throttles, cache, personalData }),
    topicsModule({ topics, readCache }),
    languagesModule(),
    problemsModule({ ...platform, limiter, problems, readCache }),
    submissionsModule({ ...platform, ...hooks, settings: systemSettings, limiter, problems }),
    adminModule({ ...platform, settings: systemSettings, definitions, rules }),
  ];
  for (const module of modules) Object.assign(nodes, module.nodes);
  kinds.push(...modules.flatMap((module) => module.notificationKinds ?? []));
  rules.push(...modules.flatMap((module) => module.retention ?? []));
  knownSettings.push(...modules.flatMap((module) => module.settings ?? []), ...rules.map(({ days }) => days));
  definitions.push(...modules.flatMap((module) => module.jobs ?? []));
  personalData.push(...modules.flatMap((module) => module.personalData ?? []));
  const unsubscriber = createUnsubscriber({ ...platform, urls, kinds: kindsOf(kinds), settings });
  const mailProviderEvents = createMailProviderEvents(createMailSuppressionsService(platform), platform.log);
  return { modules, authenticator, unsubscriber, mailProviderEvents, limiter, readCache, users, topics, problems };
}
