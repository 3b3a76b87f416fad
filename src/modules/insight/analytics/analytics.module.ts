import type { Module } from "../../contracts/module.js";
import { analyticsPermissions } from "./analytics.permissions.js";
import { analyticsPersonalData } from "./analytics.personal-data.js";
import { analyticsRetention } from "./analytics.retention.js";
import { AnalyticsAttempt } from "./attempts/analytics-attempt.entity.js";
import { AnalyticsChange } from "./changes/analytics-change.entity.js";
import {
  ClassAnalyticsResolver,
  ClassAssignmentFiguresResolver,
  ClassLearnerFiguresResolver,
  RiskReasonResolver,
} from "./classes/class-analytics.resolver.js";
import { ClassProblemAnalyticsResolver } from "./classes/class-problem-analytics.resolver.js";
import { OrganizationAnalyticsResolver } from "./organizations/organization-analytics.resolver.js";
import { createOrganizationReports } from "./organizations/organization-reports.js";
import { reportProgress, startProgressReportWorker } from "./organizations/report-progress.job.js";
import { ActiveDay } from "./platform/active-day.entity.js";
import { AnalyticsDay, AnalyticsRetention } from "./platform/analytics-day.entity.js";
import { PlatformAnalyticsResolver } from "./platform/platform-analytics.resolver.js";
import { AnalyticsProblem } from "./problems/analytics-problem.entity.js";
import { ProblemAnalyticsResolver } from "./problems/problem-analytics.resolver.js";
import { startRefreshClock } from "./refresh/refresh-clock.js";
import { AnalyticsTrack } from "./tracks/analytics-track.entity.js";
import { LessonFunnelResolver, ModuleFunnelResolver, TrackAnalyticsResolver } from "./tracks/track-analytics.resolver.js";

/** Roll-ups have a row for each object or day; active days, with a row for each account and day, have a retention rule. */
export default {
  name: "analytics",
  entities: [AnalyticsChange, AnalyticsAttempt, AnalyticsProblem, AnalyticsTrack, AnalyticsDay, AnalyticsRetention, ActiveDay],
  permissions: analyticsPermissions,
  fieldCosts: {
    "Query.classAnalytics": { weight: 64 },
    "Query.classProblemAnalytics": { weight: 16 },
    "ClassProblemAnalytics.hardestTests": { items: 20 },
    "Query.organizationAnalytics": { weight: 64 },
    "OrganizationAnalytics.days": { items: 28 },
    "OrganizationAnalytics.weeks": { items: 12 },
    "ClassAnalytics.activity": { items: 28 },
    "ClassAnalytics.assignments": { items: 20 },
    "TrackAnalytics.modules": { items: 10 },
    "ModuleFunnel.lessons": { items: 10 },
    "ProblemAnalytics.byLanguage": { items: 8 },
    "ProblemAnalytics.attempts": { items: 20 },
    "ProblemAnalytics.hardestTests": { items: 20 },
    "PlatformAnalytics.days": { items: 100 },
    "PlatformAnalytics.cohorts": { items: 14 },
    "RetentionCohort.weeks": { items: 13 },
  },
  resolvers: [
    ...[TrackAnalyticsResolver, ModuleFunnelResolver, LessonFunnelResolver, ProblemAnalyticsResolver, PlatformAnalyticsResolver],
    ...[ClassAnalyticsResolver, ClassLearnerFiguresResolver, ClassAssignmentFiguresResolver, RiskReasonResolver],
    ...[ClassProblemAnalyticsResolver, OrganizationAnalyticsResolver],
  ],
  jobs: [reportProgress],
  retention: analyticsRetention,
  personalData: analyticsPersonalData,

  wire: (platform) => ({
    resolvers: [new OrganizationAnalyticsResolver(createOrganizationReports(platform))],
    workers: [async () => startRefreshClock(platform), async () => startProgressReportWorker(platform)],
  }),
} satisfies Module;
