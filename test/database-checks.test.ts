/** The database is the second lock: what the API must refuse, a CHECK refuses too. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { EntityMetadata, EntityProperty } from "@mikro-orm/core";
import { getMetadataStorage as validations } from "class-validator";
import { CONTENT_VISIBILITIES } from "../src/access/policy.js";
import { ORGANIZATION_ROLES, ROLES } from "../src/access/viewer.js";
import { STORED_SCOPES } from "../src/access/scopes.js";
import { ENTITIES } from "../src/app/declared.js";
import { ENTITIES as FOUND_ENTITIES } from "./support/entities.js";
import { CHECKER_KINDS } from "../src/judge/checker-programs/checker-program.js";
import { VERDICTS } from "../src/judge/verdict.js";
import { CreateAnnouncementInput } from "../src/modules/messaging/announcements/announcement.type.js";
import { ANNOUNCEMENT_LEVELS } from "../src/modules/messaging/announcements/announcement.entity.js";
import { CreateApiTokenInput } from "../src/modules/accounts/identity/api-tokens/api-token.type.js";
import { RegisterInput } from "../src/modules/accounts/identity/sign-in/identity.type.js";
import { UpdateProfileInput } from "../src/modules/accounts/identity/account/profile.type.js";
import { RequestRoleInput } from "../src/modules/accounts/identity/roles/role-request.type.js";
import { ROLE_REQUEST_STATUSES } from "../src/modules/accounts/identity/roles/role-request.entity.js";
import { LINK_PURPOSES } from "../src/modules/accounts/identity/credentials/mailed-link.entity.js";
import { SESSION_ENDS } from "../src/modules/accounts/identity/sessions/session.entity.js";
import { SUPPRESSION_REASONS } from "../src/modules/messaging/notifications/delivery/mail-suppression.entity.js";
import { CreateClassInput } from "../src/modules/learning/classes/class.input.js";
import { CLASS_ROLES, JOIN_WAYS } from "../src/modules/learning/classes/members/class-member.entity.js";
import { CLASS_ASSIGNMENT_KINDS, COUNTED } from "../src/modules/learning/coursework/assignments/class-assignment.entity.js";
import { CreateClassAssignmentInput } from "../src/modules/learning/coursework/assignments/class-assignment.input.js";
import { GRADING_CHANGE_STATUSES } from "../src/modules/learning/coursework/policy/grading-change.entity.js";
import { REGRADE_STATUSES } from "../src/modules/learning/coursework/regrades/regrade-request.entity.js";
import { CODE_FAMILIES } from "../src/modules/learning/similarity/code/grammars.js";
import { FINGERPRINT_STATES } from "../src/modules/learning/similarity/fingerprints/code-fingerprint.entity.js";
import { DIFFERENCE_KINDS } from "../src/modules/learning/feedback/grouping/difference-kind.js";
import { WRONG_VERDICTS } from "../src/modules/learning/feedback/grouping/wrong-answer.entity.js";
import { EVIDENCE_SOURCES } from "../src/modules/learning/mastery/evidence/mastery-evidence.entity.js";
import { CARD_STATES, REVIEW_RATINGS } from "../src/modules/learning/mastery/reviews/schedule.js";
import { AI_FAILURES, AI_KINDS, AI_STATUSES } from "../src/modules/insight/ai/requests/ai-kinds.js";
import { CHANGE_KINDS } from "../src/modules/insight/analytics/changes/analytics-change.entity.js";
import { GOAL_KINDS } from "../src/modules/insight/motivation/goals/weekly-goal.entity.js";
import { CHANNELS } from "../src/modules/contracts/notification-kind.js";
import { ACCOUNT_DELETION_STATUSES } from "../src/modules/operations/privacy/deletion/account-deletion.entity.js";
import { DATA_EXPORT_STATUSES } from "../src/modules/operations/privacy/export/data-export.entity.js";
import { CreateProblemInput } from "../src/modules/practice/problems/edits/problem-edit.type.js";
import { FEEDBACK } from "../src/modules/practice/problems/edits/feedback.js";
import { DIFFICULTIES, PROBLEM_STATUSES } from "../src/modules/practice/problems/problem.entity.js";
import { TRACK_IMPORT_STATUSES } from "../src/modules/learning/content/archive/track-import.entity.js";
import { ASSIGNMENT_KINDS } from "../src/modules/learning/content/assignments/assignment.entity.js";
import { BLOCK_KINDS } from "../src/modules/learning/content/blocks/block.js";
import { CONTENT_STATUSES } from "../src/modules/learning/content/content-status.js";
import { CreateLessonInput } from "../src/modules/learning/content/lessons/lesson.input.js";
import { MATERIAL_KINDS } from "../src/modules/learning/content/materials/material.entity.js";
import { CreateSubjectInput } from "../src/modules/learning/content/subjects/subject.type.js";
import { CreateTrackInput } from "../src/modules/learning/content/tracks/track.input.js";
import { PACKAGE_FORMATS } from "../src/judge/packages/problem-package.js";
import { PACKAGE_IMPORT_STATUSES } from "../src/modules/practice/packages/package-import.entity.js";
import { TEST_SET_BUILD_STATUSES } from "../src/modules/practice/problems/tests/test-set-build.entity.js";
import { FILE_PURPOSES, FILE_STATUSES } from "../src/modules/base/storage/stored-file.entity.js";
import { JUDGEMENT_STATUSES } from "../src/modules/practice/submissions/judgements/judgement.entity.js";
import { REJUDGING_STATES } from "../src/modules/practice/submissions/rejudgings/rejudging.entity.js";
import { VERIFICATION_SCOPES, VERIFICATION_STATUSES } from "../src/modules/practice/submissions/verification/verification.entity.js";
import { EXPECTABLE, PROGRAM_PURPOSES, VALIDATOR_KINDS } from "../src/judge/problem-programs/problem-program.js";
import { PROBLEM_FILE_KINDS } from "../src/modules/practice/problems/files/problem-file.entity.js";
import { CreateTopicInput } from "../src/modules/practice/topics/topic.type.js";
import { ATTEMPT_ENDS, ATTEMPT_STATUSES } from "../src/modules/learning/quizzes/attempts/attempt-states.js";
import { CreateQuizInput } from "../src/modules/learning/quizzes/authoring/quiz.input.js";
import { QUIZ_STATUSES, REVEALS } from "../src/modules/learning/quizzes/authoring/quiz-limits.js";
import { BANK_VISIBILITIES } from "../src/modules/learning/quizzes/questions/question.entity.js";
import { CreateQuestionBankInput } from "../src/modules/learning/quizzes/questions/question.input.js";
import { QUESTION_KINDS } from "../src/modules/learning/quizzes/questions/question.js";
import { ORGANIZATION_STATES } from "../src/modules/accounts/organizations/organization.entity.js";
import { JOIN_WAYS as ORGANIZATION_JOIN_WAYS } from "../src/modules/accounts/organizations/members/organization-member.entity.js";
import { OFFER_STATUSES } from "../src/modules/base/authorship/ownership-offer.entity.js";
import { ENTITLEMENT_SOURCES } from "../src/modules/base/entitlements/entitlement.entity.js";
import { INVOICE_STATES, TRANSACTION_KINDS, TRANSACTION_STATES } from "../src/modules/commerce/billing/invoices/invoice.entity.js";
import { SUBSCRIPTION_STATES } from "../src/modules/commerce/billing/subscriptions/subscription-state.js";
import { PRICE_INTERVALS, PRODUCT_KINDS, PRODUCT_STATES, TAX_MODES } from "../src/modules/commerce/catalogue/product.entity.js";
import { CLOSE_REASONS, ORDER_STATUSES } from "../src/modules/commerce/orders/order-status.js";
import { REFUND_STATES } from "../src/modules/commerce/orders/refunds/order-refund.entity.js";
import { EVENT_OUTCOMES } from "../src/modules/commerce/payments/payment.entity.js";
import { STRIPE_EVENT_OUTCOMES, STRIPE_EVENT_SOURCES } from "../src/modules/commerce/payments/stripe/stripe-event.entity.js";
import { PAYMENT_STATES } from "../src/modules/commerce/payments/payment-state.js";
import { ASSESSMENT_FEEDBACK, ASSESSMENT_STATUSES } from "../src/modules/community/assessments/assessment-limits.js";
import { CreateAssessmentInput } from "../src/modules/community/assessments/authoring/assessment.input.js";
import { SIGNAL_KINDS } from "../src/modules/community/assessments/integrity/signal.entity.js";
import { SITTING_ENDS, SITTING_STATUSES } from "../src/modules/community/assessments/sitting/sitting-states.js";
import { CATEGORY_STARTERS } from "../src/modules/community/forum/categories/category.entity.js";
import { CASE_DECISIONS, REPORT_REASONS } from "../src/modules/community/forum/moderation/case.entity.js";
import { SPAM_SIGNALS } from "../src/modules/community/forum/moderation/spam-signals.js";
import { POST_STATES, THREAD_KINDS } from "../src/modules/community/forum/posts/post-state.js";
import { INTERVIEW_KINDS, INTERVIEW_STATUSES, SEATS } from "../src/modules/community/interviews/bookings/interview.entity.js";
import { REQUEST_STATUSES } from "../src/modules/community/interviews/matching/request.entity.js";
import { ROOM_EVENT_KINDS } from "../src/modules/community/interviews/room/room.entity.js";
import { REPUTATION_REASONS } from "../src/modules/community/reputation/reputation-points.js";
import { DELIVERY_FAULTS, DELIVERY_STATUSES } from "../src/modules/messaging/webhooks/deliveries/webhook-delivery.entity.js";
import { WEBHOOK_STATES } from "../src/modules/messaging/webhooks/endpoints/webhook-endpoint.entity.js";
import { AUTHORED_KINDS } from "../src/modules/contracts/authored.js";
import { createDatabase, type Database } from "../src/platform/database/database.js";

/** Every column that has one of some words, or an array of them. */
const ENUMS: Record<string, readonly string[]> = {
  "users.role": ROLES,
  "forum_cases.decision": CASE_DECISIONS,
  "forum_cases.signals": SPAM_SIGNALS,
  "forum_categories.starters": CATEGORY_STARTERS,
  "forum_posts.state": POST_STATES,
  "forum_reports.reason": REPORT_REASONS,
  "forum_threads.kind": THREAD_KINDS,
  "interview_events.kind": ROOM_EVENT_KINDS,
  "interview_events.seat": SEATS,
  "interview_participants.seat": SEATS,
  "interview_requests.status": REQUEST_STATUSES,
  "interviews.kind": INTERVIEW_KINDS,
  "interviews.status": INTERVIEW_STATUSES,
  "reputation_entries.reason": REPUTATION_REASONS,
  "ai_requests.kind": AI_KINDS,
  "ai_requests.status": AI_STATUSES,
  "ai_requests.failure": AI_FAILURES,
  "webhook_endpoints.state": WEBHOOK_STATES,
  "webhook_deliveries.status": DELIVERY_STATUSES,
  "webhook_deliveries.fault": DELIVERY_FAULTS,
  "ownership_offers.kind": AUTHORED_KINDS,
  "ownership_offers.status": OFFER_STATUSES,
  "entitlements.source": ENTITLEMENT_SOURCES,
  "organizations.state": ORGANIZATION_STATES,
  "organization_members.role": ORGANIZATION_ROLES,
  "organization_members.joined_by": ORGANIZATION_JOIN_WAYS,
  "organization_invitations.role": ORGANIZATION_ROLES,
  "organization_sign_ons.default_role": ORGANIZATION_ROLES,
  "products.kind": PRODUCT_KINDS,
  "products.state": PRODUCT_STATES,
  "product_prices.tax_mode": TAX_MODES,
  "product_prices.billing_interval": PRICE_INTERVALS,
  "stripe_events.source": STRIPE_EVENT_SOURCES,
  "stripe_events.outcome": STRIPE_EVENT_OUTCOMES,
  "subscriptions.state": SUBSCRIPTION_STATES,
  "subscriptions.billing_interval": PRICE_INTERVALS,
  "invoices.state": INVOICE_STATES,
  "invoice_transactions.kind": TRANSACTION_KINDS,
  "invoice_transactions.state": TRANSACTION_STATES,
  "orders.status": ORDER_STATUSES,
  "orders.close_reason": CLOSE_REASONS,
  "order_lines.tax_mode": TAX_MODES,
  "order_events.status": ORDER_STATUSES,
  "order_refunds.state": REFUND_STATES,
  "payments.state": PAYMENT_STATES,
  "payment_events.state": PAYMENT_STATES,
  "payment_events.outcome": EVENT_OUTCOMES,
  "development_payments.state": PAYMENT_STATES,
  "weekly_goals.kind": GOAL_KINDS,
  "analytics_changes.kind": CHANGE_KINDS,
  "analytics_attempts.verdict": Object.keys(VERDICTS),
  "role_requests.role": ROLES,
  "role_requests.status": ROLE_REQUEST_STATUSES,
  "rejudgings.status": REJUDGING_STATES,
  "sessions.ended_by": SESSION_ENDS,
  "mailed_links.purpose": LINK_PURPOSES,
  "api_tokens.scopes": STORED_SCOPES,
  "assessments.status": ASSESSMENT_STATUSES,
  "assessments.feedback": ASSESSMENT_FEEDBACK,
  "assessment_sittings.status": SITTING_STATUSES,
  "assessment_sittings.ended_by": SITTING_ENDS,
  "assessment_signals.kind": SIGNAL_KINDS,
  "files.purpose": FILE_PURPOSES,
  "files.status": FILE_STATUSES,
  "notification_preferences.channel": CHANNELS,
  "notifications.channels": CHANNELS,
  "mail_suppressions.reason": SUPPRESSION_REASONS,
  "digest_schedules.frequency": ["DAILY", "WEEKLY"],
  "announcements.level": ANNOUNCEMENT_LEVELS,
  "announcements.roles": ROLES,
  "feature_flags.roles": ROLES,
  "problems.difficulty": DIFFICULTIES,
  "problems.feedback": FEEDBACK,
  "problems.status": PROBLEM_STATUSES,
  "problems.visibility": CONTENT_VISIBILITIES,
  "checker_programs.kind": CHECKER_KINDS,
  "problem_files.kind": PROBLEM_FILE_KINDS,
  "problem_programs.kind": VALIDATOR_KINDS,
  "problem_programs.purpose": PROGRAM_PURPOSES,
  "problem_programs.expected_verdicts": EXPECTABLE,
  "verifications.status": VERIFICATION_STATUSES,
  "verifications.scope": VERIFICATION_SCOPES,
  "test_set_builds.status": TEST_SET_BUILD_STATUSES,
  "package_imports.status": PACKAGE_IMPORT_STATUSES,
  "package_imports.format": PACKAGE_FORMATS,
  "tracks.difficulty": DIFFICULTIES,
  "tracks.status": CONTENT_STATUSES,
  "tracks.visibility": CONTENT_VISIBILITIES,
  "lessons.difficulty": DIFFICULTIES,
  "lessons.status": CONTENT_STATUSES,
  "materials.kind": MATERIAL_KINDS,
  "assignments.kind": ASSIGNMENT_KINDS,
  "track_imports.status": TRACK_IMPORT_STATUSES,
  "lesson_blocks.kind": BLOCK_KINDS,
  "judgements.status": JUDGEMENT_STATUSES,
  "judgements.verdict": Object.keys(VERDICTS),
  "question_banks.visibility": BANK_VISIBILITIES,
  "questions.kind": QUESTION_KINDS,
  "quizzes.status": QUIZ_STATUSES,
  "quizzes.reveal": REVEALS,
  "quiz_attempts.status": ATTEMPT_STATUSES,
  "quiz_attempts.ended_by": ATTEMPT_ENDS,
  "mastery_evidence.source_kind": EVIDENCE_SOURCES,
  "review_cards.state": CARD_STATES,
  "reviews.rating": REVIEW_RATINGS,
  "class_members.role": CLASS_ROLES,
  "class_members.joined_by": JOIN_WAYS,
  "class_assignments.kind": CLASS_ASSIGNMENT_KINDS,
  "class_assignments.counted": COUNTED,
  "grading_changes.status": GRADING_CHANGE_STATUSES,
  "regrade_requests.status": REGRADE_STATUSES,
  "code_fingerprints.family": CODE_FAMILIES,
  "code_fingerprints.state": FINGERPRINT_STATES,
  "wrong_answer_groups.verdict": WRONG_VERDICTS,
  "wrong_answer_groups.difference": DIFFERENCE_KINDS,
  "data_exports.status": DATA_EXPORT_STATUSES,
  "organization_exports.status": DATA_EXPORT_STATUSES,
  "organization_deletions.status": ACCOUNT_DELETION_STATUSES,
  "account_deletions.status": ACCOUNT_DELETION_STATUSES,
};

/** Inputs whose texts go into a column of the same name. */
const INPUTS: [input: new () => object, table: string][] = [
  [CreateAnnouncementInput, "announcements"],
  [CreateApiTokenInput, "api_tokens"],
  [RegisterInput, "users"],
  [UpdateProfileInput, "users"],
  [RequestRoleInput, "role_requests"],
  [CreateProblemInput, "problems"],
  [CreateTopicInput, "topics"],
  [CreateQuestionBankInput, "question_banks"],
  [CreateQuizInput, "quizzes"],
  [CreateAssessmentInput, "assessments"],
  [CreateSubjectInput, "subjects"],
  [CreateTrackInput, "tracks"],
  [CreateLessonInput, "lessons"],
  [CreateClassInput, "classes"],
  [CreateClassAssignmentInput, "class_assignments"],
];

let db: Database;
let tables: EntityMetadata[];
beforeAll(async () => {
  // Nothing is connected to: what the entities say is enough.
  db = await createDatabase({ url: "postgresql://127.0.0.1:1/none", poolMax: 1, entities: ENTITIES, migrationsFolder: "migrations" });
  tables = [...db.getMetadata().getAll().values()];
});
afterAll(() => db?.close());

const columnOf = (meta: EntityMetadata, property: EntityProperty) => `${meta.tableName}.${property.fieldNames[0]}`;

/** The check of each column that has one, by `table.column`. */
const checks = () =>
  new Map(
    tables.flatMap((meta) =>
      // Those of the whole table name no column.
      meta.checks.flatMap(({ property, expression }) =>
        property ? [[columnOf(meta, meta.properties[property]!), expression as string] as const] : [],
      ),
    ),
  );

const wordsIn = (expression = "") => [...expression.matchAll(/'([^']*)'/g)].map(([, word]) => word);

/** Of the sources: columns of text whose type is neither string nor a list of strings. */
function enumColumnsInSources(): string[] {
  const column = /@(?:Property|PrimaryKey|Enum)\(([^\n]*)\)\n(?: {2}@[^\n]*\n)* {2}(\w+)[!?]?: ([^;=]+)/g;
  return readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".entity.ts"))
    .flatMap((name) =>
      readFileSync(join("src", name), "utf8")
        .split('@Entity({ tableName: "')
        .slice(1)
        .flatMap((text) =>
          [...text.matchAll(column)]
            .filter(([, options]) => !/type: "(?!text|array|string)/.test(options!))
            .filter(([, , , type]) => !/^(string(\[\])?|StarterCode)( \| null)?$/.test(type!.trim()))
            .map(
              ([, , property]) =>
                `${text.slice(0, text.indexOf('"'))}.${property!.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
            ),
        ),
    );
}

describe("the checks of the database", () => {
  it("list exactly the values of each enum", () => {
    const found = Object.fromEntries(Object.keys(ENUMS).map((column) => [column, wordsIn(checks().get(column))]));
    expect(found).toEqual(Object.fromEntries(Object.entries(ENUMS).map(([column, values]) => [column, [...values]])));
  });

  it("are known to this test for each column whose type is an enum", () => {
    const found = enumColumnsInSources();
    expect(found).toContain("problems.status");
    const byMetadata = tables.flatMap((meta) => Object.values(meta.properties).flatMap((one) => (one.enum ? [columnOf(meta, one)] : [])));
    expect([...found, ...byMetadata].filter((column) => !(column in ENUMS))).toEqual([]);
  });

  it("refuse negative numbers in each column of numbers", () => {
    const open = tables.flatMap((meta) =>
      Object.values(meta.properties)
        .filter(({ type }) => ["integer", "double", "bigint", "float", "smallint", "decimal"].includes(type as string))
        .map((property) => columnOf(meta, property))
        .filter((column) => !/>= \d|^abs\((\w+)\) = \1$/.test(checks().get(column) ?? "")),
    );
    // A ledger takes away with negative points, an invoice whose credits outweigh is negative, and votes may be against something.
    expect(open.sort()).toEqual([
      ...["forum_posts.score", "forum_threads.score", "forum_votes.value"],
      ...["invoices.subtotal_minor", "invoices.tax_minor", "invoices.total_minor"],
      ...["reputation_entries.points", "reputation_totals.points", "xp_entries.points"],
    ]);
  });

  it("have the limits of the inputs that lead to a column", () => {
    const limits = INPUTS.flatMap(([input, table]) =>
      validations()
        .getTargetValidationMetadatas(input, "", false, false)
        .filter(({ name, each }) => (name === "maxLength" || name === "isLength") && !each)
        .map(({ propertyName, name, constraints }) => ({
          table,
          propertyName,
          most: (name === "isLength" ? constraints[1] : constraints[0]) as number,
        })),
    );
    const wrong = limits.filter(({ table, propertyName, most }) => {
      const meta = tables.find((one) => one.tableName === table)!;
      const property = meta.properties[propertyName];
      return (
        property &&
        (property.kind as string) === "scalar" &&
        checks().get(columnOf(meta, property)) !== `char_length(${property.fieldNames[0]}) <= ${most}`
      );
    });
    expect(limits.length).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  });
});

/** What people edit, beside what they only add or remove. */
const EDITED = [
  "users",
  "topics",
  "problems",
  "subjects",
  "tracks",
  "track_modules",
  "lessons",
  "materials",
  "assignments",
  "role_requests",
  "announcements",
  "feature_flags",
  "system_settings",
  "notification_preferences",
  "digest_schedules",
  "avatars",
  "question_banks",
  "questions",
  "quizzes",
  "lesson_notes",
];

describe("a table that people edit", () => {
  it.each(EDITED)("%s notes when a row was made and last changed", (table) => {
    const { properties } = tables.find(({ tableName }) => tableName === table)!;
    expect(properties).toMatchObject({ createdAt: { fieldNames: ["created_at"] }, updatedAt: { fieldNames: ["updated_at"] } });
    expect(properties.updatedAt!.onUpdate).toBeInstanceOf(Function);
  });

  it("is never changed by a hand-written statement that leaves the time", () => {
    const statement = /`[^`]*`|"(?:[^"\\\n]|\\.)*"/g;
    const changes = new RegExp(`update (${EDITED.join("|")})\\b|insert into (${EDITED.join("|")})\\b[\\s\\S]*do update`);
    const found = readdirSync("src", { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => readFileSync(join("src", name), "utf8").match(statement) ?? [])
      .filter((sql) => changes.test(sql));
    expect(found.length).toBeGreaterThan(5);
    const wrong = found.filter((sql) => !sql.includes("updated_at")).map((sql) => sql.replace(/\s+/g, " ").slice(0, 60));
    // No edits: what the clocks note for themselves.
    expect(wrong).toEqual([expect.stringContaining("update announcements set notified_at"), expect.stringContaining("with due as")]);
  });
});

it("suites that open a database know the entities of the program", () => {
  expect(new Set(FOUND_ENTITIES)).toEqual(new Set(ENTITIES));
});
