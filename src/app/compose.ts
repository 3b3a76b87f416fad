import "reflect-metadata";
import type { EntityClass } from "@mikro-orm/core";
import { auditEntities, auditModule } from "../modules/audit/audit.module.js";
import { createCredentialCache } from "../modules/identity/account-signals.js";
import { createAuthenticator, type Authenticator } from "../modules/identity/authenticator.js";
import { identityEntities, identityModule } from "../modules/identity/identity.module.js";
import { createMailedLinks } from "../modules/identity/mailed-links.js";
import { createProfileService } from "../modules/identity/profile.service.js";
import { ErrorCodesResolver } from "../graphql/error-codes.resolver.js";
import type { Module } from "../modules/module.js";
import { createMailUrls } from "../modules/notifications/mail-urls.js";
import { kindsOf, type NotificationKind } from "../modules/notifications/notification-kind.js";
import { createSettingsService } from "../modules/notifications/settings.service.js";
import { createUnsubscriber, type Unsubscriber } from "../modules/notifications/unsubscribe.js";
import { notificationEntities, notificationsModule } from "../modules/notifications/notifications.module.js";
import { problemEntities, problemsModule } from "../modules/problems/problems.module.js";
import { createProblemsService, type ProblemsService } from "../modules/problems/problems.service.js";
import type { NotifyCheckpoint } from "../modules/notifications/notify.js";
import type { Checkpoint } from "../modules/submissions/judging.js";
import { storageEntities, storageModule } from "../modules/storage/storage.module.js";
import { submissionEntities, submissionsModule } from "../modules/submissions/submissions.module.js";
import { topicEntities, topicsModule } from "../modules/topics/topics.module.js";
import { createTopicsService, type TopicsService } from "../modules/topics/topics.service.js";
import { userEntities, usersModule } from "../modules/users/users.module.js";
import { createUsersService, type UsersService } from "../modules/users/users.service.js";
import { OutboxMessage } from "../platform/outbox/outbox-message.entity.js";
import { createReadCache, type ReadCache } from "../platform/read-cache.js";
import { createRateLimiter, type RateLimiter } from "../platform/rate-limit.js";
import { createThrottles } from "../platform/throttle.js";
import type { Platform } from "./platform.js";

export const ENTITIES: readonly EntityClass<object>[] = [
  OutboxMessage,
  ...userEntities,
  ...auditEntities,
  ...identityEntities,
  ...storageEntities,
  ...notificationEntities,
  ...topicEntities,
  ...problemEntities,
  ...submissionEntities,
];

export interface Application {
  modules: readonly Module[];
  limiter: RateLimiter;
  readCache: ReadCache;
  authenticator: Authenticator;
  users: UsersService;
  topics: TopicsService;
  problems: ProblemsService;
  unsubscriber: Unsubscriber;
}

/** What tests put in place of the usual. */
export interface Hooks {
  /** Called at named moments of each judging, and of each notification. */
  checkpoint?: (name: Checkpoint | NotifyCheckpoint) => void;
}

/** Wires everything. Line order is module order: each module gets only what stands above it. */
export function compose(platform: Platform, hooks: Hooks = {}): Application {
  const limiter = createRateLimiter(platform);
  const readCache = createReadCache(platform);
  const throttles = createThrottles(platform);
  const users = createUsersService(platform);
  const cache = createCredentialCache(platform);
  const authenticator = createAuthenticator({ ...platform, cache });
  const links = createMailedLinks(platform);
  const topics = createTopicsService({ ...platform, readCache });
  const problems = createProblemsService({ ...platform, topics, readCache });
  // Filled below: kinds come from modules above notifications too.
  const kinds: NotificationKind[] = [];
  const urls = createMailUrls(platform);
  const settings = createSettingsService({ ...platform, kinds: kindsOf(kinds) });
  const modules: Module[] = [
    { resolvers: [new ErrorCodesResolver()] },
    usersModule(users),
    auditModule(),
    identityModule({ ...platform, users, limiter, throttles, cache, links, profiles: createProfileService(platform) }),
    storageModule({ ...platform, limiter }),
    notificationsModule({ ...platform, ...hooks, links, urls, settings, kinds }),
    topicsModule({ topics, readCache }),
    problemsModule({ ...platform, problems, readCache }),
    submissionsModule({ ...platform, ...hooks, limiter, problems }),
  ];
  kinds.push(...modules.flatMap((module) => module.notificationKinds ?? []));
  const unsubscriber = createUnsubscriber({ ...platform, urls, kinds: kindsOf(kinds), settings });
  return { modules, authenticator, unsubscriber, limiter, readCache, users, topics, problems };
}
