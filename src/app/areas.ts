import type { Module } from "../modules/contracts/module.js";

const load = async (loading: Promise<{ default: Module }>): Promise<Module> => (await loading).default;

/**
 * Areas and their modules, lowest first: a module imports from earlier areas, and within its area from earlier modules. The
 * composition, the permission table, the test of imports and docs/architecture.md follow this list. A new module is one line.
 */
export const AREAS: Readonly<Record<string, readonly Module[]>> = {
  base: [
    await load(import("../modules/base/users/users.module.js")),
    await load(import("../modules/base/audit/audit.module.js")),
    await load(import("../modules/base/authorship/authorship.module.js")),
    await load(import("../modules/base/settings/settings.module.js")),
    await load(import("../modules/base/entitlements/entitlements.module.js")),
    await load(import("../modules/base/storage/storage.module.js")),
  ],
  accounts: [
    await load(import("../modules/accounts/identity/identity.module.js")),
    await load(import("../modules/accounts/organizations/organizations.module.js")),
  ],
  messaging: [
    await load(import("../modules/messaging/notifications/notifications.module.js")),
    await load(import("../modules/messaging/announcements/announcements.module.js")),
    await load(import("../modules/messaging/event-stream/event-stream.module.js")),
    await load(import("../modules/messaging/webhooks/webhooks.module.js")),
  ],
  practice: [
    await load(import("../modules/practice/topics/topics.module.js")),
    await load(import("../modules/practice/languages/languages.module.js")),
    await load(import("../modules/practice/problems/problems.module.js")),
    await load(import("../modules/practice/submissions/submissions.module.js")),
    await load(import("../modules/practice/packages/packages.module.js")),
    await load(import("../modules/practice/bookmarks/bookmarks.module.js")),
  ],
  learning: [
    await load(import("../modules/learning/quizzes/quizzes.module.js")),
    await load(import("../modules/learning/content/content.module.js")),
    await load(import("../modules/learning/progress/progress.module.js")),
    await load(import("../modules/learning/mastery/mastery.module.js")),
    await load(import("../modules/learning/certificates/certificates.module.js")),
    await load(import("../modules/learning/classes/classes.module.js")),
    await load(import("../modules/learning/coursework/coursework.module.js")),
    await load(import("../modules/learning/feedback/feedback.module.js")),
    await load(import("../modules/learning/similarity/similarity.module.js")),
  ],
  commerce: [
    await load(import("../modules/commerce/catalogue/catalogue.module.js")),
    await load(import("../modules/commerce/payments/payments.module.js")),
    await load(import("../modules/commerce/orders/orders.module.js")),
    await load(import("../modules/commerce/billing/billing.module.js")),
  ],
  community: [
    await load(import("../modules/community/reputation/reputation.module.js")),
    await load(import("../modules/community/forum/forum.module.js")),
    await load(import("../modules/community/assessments/assessments.module.js")),
    await load(import("../modules/community/interviews/interviews.module.js")),
  ],
  insight: [
    await load(import("../modules/insight/activity/activity.module.js")),
    await load(import("../modules/insight/motivation/motivation.module.js")),
    await load(import("../modules/insight/leaderboards/leaderboards.module.js")),
    await load(import("../modules/insight/analytics/analytics.module.js")),
    await load(import("../modules/insight/ai/ai.module.js")),
    await load(import("../modules/insight/search/search.module.js")),
  ],
  operations: [
    await load(import("../modules/operations/privacy/privacy.module.js")),
    await load(import("../modules/operations/admin/admin.module.js")),
  ],
};
