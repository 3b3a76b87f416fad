/** Who may use what: every root field, by every role, and every field of a type that belongs to someone. */
import { beforeAll, describe, expect, it } from "@jest/globals";
import { isNonNullType, isObjectType, type GraphQLField, type GraphQLNamedType, type GraphQLObjectType, type GraphQLSchema } from "graphql";
import {
  decide,
  type Decision,
  isAdmin,
  mayAuthorSomething,
  mayImpersonate,
  mayReadSubmission,
  organizationRoleOf,
} from "../src/access/policy.js";
import { CANDIDATE, SCOPES, type Scope } from "../src/access/scopes.js";
import { ROLES, type Role, type SignedIn, type Viewer } from "../src/access/viewer.js";
import { maySee, type OwnedKind, VISIBILITIES, type Visibility } from "../src/access/visibility.js";
import { RESOLVERS } from "../src/app/declared.js";
import { buildSchema } from "../src/app/graphql/schema.js";
import { RequestContext } from "../src/graphql/context.js";
import { isDerivation } from "../src/graphql/derived.js";
import { newId } from "../src/kernel/ids.js";
import type { ResolverClass } from "../src/modules/contracts/module.js";
import { streamsOf } from "../src/graphql/streams.js";
import { ADMINS, permissionTable, type Permission, type PermissionRule } from "../src/access/permissions.js";

/** The rule of each root field, written down once more, so that no change of rules goes through review unseen. */
const RULES: Record<string, Permission> = {
  "Query.organization": "organization:read",
  "Query.myOrganizations": "organization:read",
  "Query.organizations": "organization:administer",
  "Mutation.suspendOrganization": "organization:administer",
  "Mutation.reinstateOrganization": "organization:administer",
  "Mutation.setOrganizationSeatLimit": "organization:administer",
  "Mutation.createOrganization": "organization:create",
  "Mutation.moveToOrganization": "content:own",
  "Mutation.moveToPerson": "content:own",
  "Mutation.setContentVisibility": "content:own",
  "Mutation.updateOrganization": "organization:edit",
  "Mutation.setOrganizationLogo": "organization:edit",
  "Mutation.archiveOrganization": "organization:edit",
  "Mutation.restoreOrganization": "organization:edit",
  "Mutation.updateOrganizationMember": "organization:edit",
  "Mutation.removeOrganizationMember": "organization:edit",
  "Mutation.transferOrganization": "organization:edit",
  "Mutation.inviteToOrganization": "organization:edit",
  "Mutation.createOrganizationLink": "organization:edit",
  "Mutation.resendOrganizationInvitation": "organization:edit",
  "Mutation.revokeOrganizationInvitation": "organization:edit",
  "Mutation.addOrganizationDomain": "organization:edit",
  "Mutation.verifyOrganizationDomain": "organization:edit",
  "Mutation.setOrganizationDomainAutoJoin": "organization:edit",
  "Mutation.removeOrganizationDomain": "organization:edit",
  "Mutation.importOrganizationMembers": "organization:edit",
  "Mutation.exportOrganizationMembers": "organization:edit",
  "Mutation.setOrganizationSingleSignOn": "organization:secure",
  "Mutation.testOrganizationSingleSignOn": "organization:secure",
  "Mutation.removeOrganizationSingleSignOn": "organization:secure",
  "Query.signInOptions": "public",
  "Mutation.startSingleSignOn": "public",
  "Mutation.completeSingleSignOn": "public",
  "Query.organizationAnalytics": "organization-analytics:read",
  "Mutation.reportOrganizationProgress": "organization-analytics:read",
  "Mutation.leaveOrganization": "organization:join",
  "Query.webhookEvents": "public",
  "Query.webhookEndpoints": "webhook:read",
  "Query.webhookDeliveries": "webhook:read",
  "Mutation.createWebhookEndpoint": "webhook:edit",
  "Mutation.updateWebhookEndpoint": "webhook:edit",
  "Mutation.enableWebhookEndpoint": "webhook:edit",
  "Mutation.pauseWebhookEndpoint": "webhook:edit",
  "Mutation.rotateWebhookSecret": "webhook:edit",
  "Mutation.deleteWebhookEndpoint": "webhook:edit",
  "Mutation.pingWebhookEndpoint": "webhook:edit",
  "Mutation.replayWebhookDelivery": "webhook:edit",
  "Mutation.replayFailedWebhookDeliveries": "webhook:edit",
  "Query.myOrganizationOffers": "organization:read",
  "Query.organizationOffer": "organization:join",
  "Mutation.acceptOrganizationInvitation": "organization:join",
  "Mutation.declineOrganizationInvitation": "organization:join",
  "Mutation.joinOrganization": "organization:join",
  "Query.exportQuestions": "question:edit",
  "Query.question": "question:edit",
  "Query.questionBank": "question:edit",
  "Query.questionBanks": "question:edit",
  "Query.questionVersions": "question:edit",
  "Query.questions": "question:edit",
  "Query.quiz": "public",
  "Query.quizzes": "public",
  "Query.quizAttempt": "quiz-attempt:read",
  "Query.myQuizAttempts": "quiz-attempt:read",
  "Query.quizAttempts": "quiz:edit",
  "Query.quizItemAnalysis": "quiz:edit",
  "Mutation.createQuestionBank": "question:edit",
  "Mutation.updateQuestionBank": "question:edit",
  "Mutation.deleteQuestionBank": "question:edit",
  "Mutation.addQuestionBankCoAuthor": "question:edit",
  "Mutation.removeQuestionBankCoAuthor": "question:edit",
  "Mutation.createQuestion": "question:edit",
  "Mutation.importQuestions": "question:edit",
  "Mutation.updateQuestion": "question:edit",
  "Mutation.archiveQuestion": "question:edit",
  "Mutation.unarchiveQuestion": "question:edit",
  "Mutation.deleteQuestion": "question:edit",
  "Mutation.createQuiz": "quiz:edit",
  "Mutation.updateQuiz": "quiz:edit",
  "Mutation.publishQuiz": "quiz:edit",
  "Mutation.archiveQuiz": "quiz:edit",
  "Mutation.deleteQuiz": "quiz:edit",
  "Mutation.addQuizCoAuthor": "quiz:edit",
  "Mutation.removeQuizCoAuthor": "quiz:edit",
  "Mutation.previewQuiz": "quiz:edit",
  "Mutation.gradeQuizAnswer": "quiz:edit",
  "Mutation.startQuizAttempt": "quiz-attempt:edit",
  "Mutation.saveQuizAnswers": "quiz-attempt:edit",
  "Mutation.submitQuizAttempt": "quiz-attempt:edit",
  "Subscription.quizAttemptChanged": "quiz-attempt:read",
  "Query.trackAnalytics": "analytics:read",
  "Query.problemAnalytics": "analytics:read",
  "Query.classAnalytics": "class-analytics:read",
  "Query.platformAnalytics": "platform-analytics:read",
  "Query.myEnrollments": "progress:read",
  "Query.myLessonNotes": "progress:read",
  "Query.myLessonBookmarks": "progress:read",
  "Query.certificate": "public",
  "Query.myCertificates": "certificate:read",
  "Mutation.enroll": "progress:edit",
  "Mutation.unenroll": "progress:edit",
  "Mutation.completeBlock": "progress:edit",
  "Mutation.reopenBlock": "progress:edit",
  "Mutation.completeLesson": "progress:edit",
  "Mutation.reopenLesson": "progress:edit",
  "Mutation.completeAssignment": "progress:edit",
  "Mutation.reopenAssignment": "progress:edit",
  "Mutation.recordActivity": "progress:edit",
  "Mutation.createLessonNote": "progress:edit",
  "Mutation.updateLessonNote": "progress:edit",
  "Mutation.deleteLessonNote": "progress:edit",
  "Mutation.addLessonBookmark": "progress:edit",
  "Mutation.removeLessonBookmark": "progress:edit",
  "Mutation.downloadCertificate": "certificate:read",
  "Mutation.revokeCertificate": "certificate:revoke",
  "Subscription.progressChanged": "progress:read",
  "Query.mailSuppressions": "mail:operate",
  "Query.me": "public",
  "Query.node": "public",
  "Query.nodes": "public",
  "Query.topics": "public",
  "Query.topic": "public",
  "Query.problem": "public",
  "Query.problems": "public",
  "Query.problemTest": "problem:edit",
  "Query.testSetBuild": "problem:edit",
  "Query.packageImport": "problem:create",
  "Query.languages": "public",
  "Query.problemFacets": "public",
  "Query.tags": "public",
  "Query.checkers": "public",
  "Query.currentSession": "public",
  "Query.securityLog": "account:secure",
  "Query.auditLog": "audit:read",
  "Query.auditLogVocabulary": "audit:read",
  "Query.users": "user:read",
  "Query.user": "public",
  "Mutation.removeMailSuppression": "mail:operate",
  "Mutation.deleteTopic": "topic:edit",
  "Mutation.deleteProblem": "problem:edit",
  "Mutation.impersonateUser": "user:impersonate",
  "Mutation.endImpersonation": "public",
  "Query.errorCodes": "public",
  "Query.fieldErrorCodes": "public",
  "Query.judge": "public",
  "Query.signInProviders": "public",
  "Query.apiTokenScopes": "public",
  "Query.mySessions": "account:secure",
  "Query.myApiTokens": "account:secure",
  "Query.roleRequests": "role:decide",
  "Query.submission": "submission:read",
  "Query.submissions": "submission:read",
  "Query.entitlementKinds": "public",
  "Query.myEntitlements": "entitlement:read",
  "Query.entitlements": "entitlement:edit",
  "Mutation.grantEntitlement": "entitlement:edit",
  "Mutation.revokeEntitlement": "entitlement:edit",
  "Query.products": "public",
  "Query.product": "public",
  "Query.allProducts": "product:edit",
  "Mutation.createProduct": "product:edit",
  "Mutation.updateProduct": "product:edit",
  "Mutation.setProductPrice": "product:edit",
  "Mutation.activateProduct": "product:edit",
  "Mutation.archiveProduct": "product:edit",
  "Query.aiSettings": "ai:read",
  "Query.aiRequest": "ai:read",
  "Query.myAiRequests": "ai:read",
  "Subscription.aiStatus": "ai:read",
  "Mutation.cancelAiRequest": "ai:read",
  "Mutation.deleteAiRequest": "ai:read",
  "Mutation.setAiConsent": "ai:consent",
  "Mutation.setOrganizationAi": "ai:switch",
  "Mutation.reviewSubmission": "ai:use",
  "Mutation.requestAiHint": "ai:use",
  "Mutation.explainError": "ai:use",
  "Mutation.requestAiSummary": "ai:use",
  "Mutation.narrateLearningPath": "ai:use",
  "Mutation.draftQuiz": "ai:author",
  "Mutation.proofreadProblem": "ai:author",
  "Query.notebook": "notebook:read",
  "Query.myNotebooks": "notebook:read",
  "Mutation.createNotebook": "notebook:edit",
  "Mutation.updateNotebook": "notebook:edit",
  "Mutation.deleteNotebook": "notebook:edit",
  "Query.order": "order:read",
  "Query.myOrders": "order:read",
  "Query.orderPreview": "order:place",
  "Query.orders": "order:support",
  "Mutation.placeOrder": "order:place",
  "Mutation.cancelOrder": "order:place",
  "Query.discountCodes": "discount-code:manage",
  "Mutation.createDiscountCode": "discount-code:manage",
  "Mutation.endDiscountCode": "discount-code:manage",
  "Mutation.refundOrder": "order:manage",
  "Mutation.refundOrderPart": "order:manage",
  "Mutation.exportOrders": "order:manage",
  "Mutation.retryOrder": "order:support",
  "Subscription.orderStatus": "order:read",
  "Query.planSubscription": "billing:read",
  "Query.mySubscriptions": "billing:read",
  "Query.seatChangePreview": "billing:manage",
  "Query.organizationSubscriptions": "billing:read",
  "Query.allSubscriptions": "billing:administer",
  "Query.invoice": "billing:read",
  "Query.myInvoices": "billing:read",
  "Query.organizationInvoices": "billing:read",
  "Query.allInvoices": "billing:administer",
  "Query.myTransactions": "billing:read",
  "Query.organizationTransactions": "billing:read",
  "Query.stripeReconciliation": "billing:administer",
  "Mutation.startSubscription": "billing:manage",
  "Mutation.changeSeats": "billing:manage",
  "Mutation.cancelSubscription": "billing:manage",
  "Mutation.resumeSubscription": "billing:manage",
  "Mutation.applyPromotionCode": "billing:manage",
  "Mutation.openBillingPortal": "billing:manage",
  "Mutation.refreshSubscription": "billing:administer",
  "Mutation.refundInvoice": "billing:administer",
  "Mutation.reconcileStripe": "billing:administer",
  "Query.myBookmarks": "bookmark:read",
  "Mutation.addBookmark": "bookmark:edit",
  "Mutation.removeBookmark": "bookmark:edit",
  "Query.activitySettings": "activity:read",
  "Query.blockedUsers": "activity:read",
  "Query.classActivity": "activity:read",
  "Query.followers": "activity:read",
  "Query.following": "activity:read",
  "Query.followingActivity": "activity:read",
  "Query.myActivity": "activity:read",
  "Mutation.blockUser": "activity:edit",
  "Mutation.followUser": "activity:edit",
  "Mutation.removeFollower": "activity:edit",
  "Mutation.unblockUser": "activity:edit",
  "Mutation.unfollowUser": "activity:edit",
  "Mutation.updateActivitySettings": "activity:edit",
  "Subscription.activityAdded": "activity:read",
  "Query.badges": "public",
  "Query.dailyProblem": "public",
  "Query.leaderboard": "public",
  "Query.leaderboardAroundViewer": "leaderboard:read",
  "Query.leaderboardSettings": "leaderboard:read",
  "Query.myStreak": "motivation:read",
  "Query.myWeeklyGoals": "motivation:read",
  "Query.myXpEntries": "motivation:read",
  "Query.xpCauses": "public",
  "Mutation.removeWeeklyGoal": "motivation:edit",
  "Mutation.setWeeklyGoal": "motivation:edit",
  "Mutation.updateLeaderboardSettings": "leaderboard:edit",
  "Subscription.leaderboardChanged": "public",
  "Query.myMastery": "mastery:read",
  "Query.topicMastery": "mastery:read",
  "Query.masteryModel": "public",
  "Query.learningPath": "mastery:read",
  "Query.nextSteps": "mastery:read",
  "Query.reviewSteps": "mastery:read",
  "Query.reviewQueue": "mastery:read",
  "Query.reviewCard": "mastery:read",
  "Query.reviewSettings": "mastery:read",
  "Mutation.recordReview": "mastery:edit",
  "Mutation.undoReview": "mastery:edit",
  "Mutation.updateReviewSettings": "mastery:edit",
  "Query.myClasses": "class:read",
  "Query.class": "class:read",
  "Query.classInvitations": "class:edit",
  "Query.classMembers": "class:read",
  "Query.classJoinPreview": "class:join",
  "Mutation.createClass": "class:create",
  "Mutation.updateClass": "class:edit",
  "Mutation.archiveClass": "class:edit",
  "Mutation.reopenClass": "class:edit",
  "Mutation.replaceClassJoinCode": "class:edit",
  "Mutation.removeClassJoinCode": "class:edit",
  "Mutation.createClassSection": "class:edit",
  "Mutation.renameClassSection": "class:edit",
  "Mutation.deleteClassSection": "class:edit",
  "Mutation.importClassRoster": "class:edit",
  "Mutation.revokeClassInvitation": "class:edit",
  "Mutation.joinClass": "class:join",
  "Mutation.leaveClass": "class:join",
  "Mutation.addClassMember": "class:edit",
  "Mutation.updateClassMember": "class:edit",
  "Mutation.removeClassMember": "class:edit",
  "Mutation.copyClass": "class:create",
  "Query.courseworkExtensions": "coursework:edit",
  "Query.classProblemAnalytics": "class-analytics:read",
  "Query.gradingChange": "coursework:edit",
  "Query.gradingChanges": "coursework:edit",
  "Query.classGradebook": "coursework:edit",
  "Query.classGradebookCsv": "coursework:edit",
  "Query.myClassGrades": "coursework:read",
  "Query.courseworkSubmissions": "coursework:read",
  "Query.courseworkGroups": "coursework:read",
  "Query.courseworkGrade": "coursework:read",
  "Query.courseworkDrafts": "coursework:edit",
  "Query.classAssignments": "coursework:read",
  "Query.classAssignment": "coursework:read",
  "Mutation.setCourseworkExtension": "coursework:edit",
  "Mutation.removeCourseworkExtension": "coursework:edit",
  "Mutation.stageGradingChange": "coursework:edit",
  "Mutation.applyGradingChange": "coursework:edit",
  "Mutation.dropGradingChange": "coursework:edit",
  "Mutation.submitCoursework": "coursework:submit",
  "Mutation.saveCourseworkGroup": "coursework:edit",
  "Mutation.deleteCourseworkGroup": "coursework:edit",
  "Mutation.gradeCoursework": "coursework:edit",
  "Mutation.publishCourseworkDrafts": "coursework:edit",
  "Mutation.createClassAssignment": "coursework:edit",
  "Mutation.updateClassAssignment": "coursework:edit",
  "Mutation.deleteClassAssignment": "coursework:edit",
  "Mutation.releaseGrades": "coursework:edit",
  "Query.regradeRequests": "coursework:edit",
  "Query.regradeRequest": "coursework:read",
  "Mutation.requestRegrade": "coursework:submit",
  "Mutation.decideRegrade": "coursework:edit",
  "Subscription.gradeChanged": "coursework:read",
  "Subscription.classGradeChanged": "coursework:edit",
  "Query.assessment": "assessment:edit",
  "Query.assessments": "assessment:edit",
  "Query.assessmentCandidate": "assessment:edit",
  "Query.assessmentCandidates": "assessment:edit",
  "Query.assessmentComparison": "assessment:edit",
  "Query.assessmentResultsCsv": "assessment:edit",
  "Mutation.createAssessment": "assessment:edit",
  "Mutation.updateAssessment": "assessment:edit",
  "Mutation.publishAssessment": "assessment:edit",
  "Mutation.archiveAssessment": "assessment:edit",
  "Mutation.copyAssessment": "assessment:edit",
  "Mutation.deleteAssessment": "assessment:edit",
  "Mutation.inviteAssessmentCandidates": "assessment:edit",
  "Mutation.resendAssessmentInvitation": "assessment:edit",
  "Mutation.revokeAssessmentCandidate": "assessment:edit",
  "Mutation.setAssessmentAccommodation": "assessment:edit",
  "Mutation.deleteAssessmentCandidate": "assessment:edit",
  "Mutation.gradeAssessmentAnswer": "assessment:edit",
  "Mutation.rejudgeAssessment": "assessment:edit",
  "Mutation.releaseAssessmentResults": "assessment:edit",
  "Query.candidateAssessment": "assessment:take",
  "Query.myCandidateData": "assessment:take",
  "Mutation.startAssessment": "assessment:take",
  "Mutation.saveAssessmentCode": "assessment:take",
  "Mutation.saveAssessmentAnswers": "assessment:take",
  "Mutation.submitAssessmentCode": "assessment:take",
  "Mutation.runAssessmentCode": "assessment:take",
  "Mutation.startAssessmentBreak": "assessment:take",
  "Mutation.endAssessmentBreak": "assessment:take",
  "Mutation.finishAssessment": "assessment:take",
  "Mutation.reportAssessmentSignals": "assessment:take",
  "Mutation.deleteMyCandidateData": "assessment:take",
  "Subscription.assessmentProgress": "assessment:edit",
  "Subscription.candidateAssessmentChanged": "assessment:take",
  "Query.myAssessmentInvitations": "assessment:invited",
  "Mutation.openMyAssessment": "assessment:invited",
  "Mutation.openAssessment": "public",
  "Query.forumCategories": "public",
  "Query.forumCategory": "public",
  "Query.forumThreads": "public",
  "Query.forumThread": "public",
  "Query.forumCases": "forum:read-own",
  "Query.myForumDrafts": "forum:read-own",
  "Query.myFollowedForumThreads": "forum:read-own",
  "Query.myReputationEntries": "reputation:read",
  "Mutation.createForumCategory": "forum:administer",
  "Mutation.updateForumCategory": "forum:administer",
  "Mutation.setForumModerator": "forum:administer",
  "Mutation.createForumThread": "forum:write",
  "Mutation.updateForumThread": "forum:write",
  "Mutation.deleteForumThread": "forum:write",
  "Mutation.addForumReply": "forum:write",
  "Mutation.updateForumReply": "forum:write",
  "Mutation.deleteForumReply": "forum:write",
  "Mutation.acceptForumReply": "forum:write",
  "Mutation.voteOnForumPost": "forum:write",
  "Mutation.followForumThread": "forum:write",
  "Mutation.unfollowForumThread": "forum:write",
  "Mutation.saveForumDraft": "forum:write",
  "Mutation.deleteForumDraft": "forum:write",
  "Mutation.giveUpProblem": "forum:write",
  "Mutation.reportForumPost": "forum:write",
  "Mutation.moderateForumPost": "forum:write",
  "Mutation.moderateForumThread": "forum:write",
  "Subscription.threadUpdated": "public",
  "Query.myInterviewAvailability": "interview:read-own",
  "Query.interviewHosts": "interview:read-own",
  "Query.interviewSlots": "interview:read-own",
  "Query.myInterviews": "interview:read-own",
  "Query.interview": "interview:read-own",
  "Query.myInterviewRequest": "interview:read-own",
  "Query.myInterviewFeed": "interview:read-own",
  "Mutation.saveInterviewAvailability": "interview:take-part",
  "Mutation.deleteInterviewAvailability": "interview:take-part",
  "Mutation.setInterviewHosting": "interview:host",
  "Mutation.bookInterview": "interview:take-part",
  "Mutation.confirmInterview": "interview:take-part",
  "Mutation.rescheduleInterview": "interview:take-part",
  "Mutation.cancelInterview": "interview:take-part",
  "Mutation.setInterviewProblem": "interview:take-part",
  "Mutation.requestInterview": "interview:take-part",
  "Mutation.cancelInterviewRequest": "interview:take-part",
  "Mutation.setInterviewFeed": "interview:take-part",
  "Mutation.joinInterview": "interview:take-part",
  "Mutation.sendInterviewUpdate": "interview:take-part",
  "Mutation.sendInterviewMessage": "interview:take-part",
  "Mutation.moveInterviewCursor": "interview:take-part",
  "Mutation.runInterviewCode": "interview:take-part",
  "Mutation.giveInterviewFeedback": "interview:take-part",
  "Mutation.saveInterviewNotes": "interview:take-part",
  "Subscription.interviewRoom": "interview:take-part",
  "Query.handedInCode": "feedback:read",
  "Query.lineComments": "feedback:read",
  "Mutation.addLineComment": "feedback:write",
  "Mutation.updateLineComment": "feedback:write",
  "Mutation.deleteLineComment": "feedback:write",
  "Mutation.replyToLineComment": "feedback:write",
  "Mutation.deleteLineCommentReply": "feedback:write",
  "Subscription.lineCommentChanged": "feedback:read",
  "Query.wrongAnswerGroups": "feedback:read",
  "Mutation.hintGroup": "feedback:write",
  "Mutation.withdrawGroupHint": "feedback:write",
  "Subscription.groupHintChanged": "feedback:read",
  "Query.similarSubmissions": "similarity:read",
  "Query.similarPairs": "similarity:read",
  "Mutation.register": "public",
  "Mutation.login": "public",
  "Mutation.completeLogin": "public",
  "Mutation.refreshSession": "public",
  "Mutation.logout": "public",
  "Mutation.logoutEverywhere": "account:secure",
  "Mutation.revokeSession": "account:secure",
  "Mutation.sendVerificationEmail": "public",
  "Mutation.verifyEmail": "public",
  "Mutation.requestPasswordReset": "public",
  "Mutation.resetPassword": "public",
  "Mutation.changePassword": "account:secure",
  "Mutation.requestEmailChange": "account:secure",
  "Mutation.confirmEmailChange": "public",
  "Mutation.undoEmailChange": "public",
  "Mutation.startTwoFactor": "account:secure",
  "Mutation.confirmTwoFactor": "account:secure",
  "Mutation.disableTwoFactor": "account:secure",
  "Mutation.renewRecoveryCodes": "account:secure",
  "Mutation.createApiToken": "account:secure",
  "Mutation.revokeApiToken": "account:secure",
  "Mutation.startProviderSignIn": "public",
  "Mutation.completeProviderSignIn": "public",
  "Mutation.startProviderLink": "account:secure",
  "Mutation.linkProvider": "account:secure",
  "Mutation.unlinkProvider": "account:secure",
  "Mutation.setUserRole": "user:role",
  "Mutation.suspendUser": "user:suspend",
  "Mutation.reinstateUser": "user:suspend",
  "Query.dataExport": "account:secure",
  "Query.myDataExports": "account:secure",
  "Mutation.requestDataExport": "account:secure",
  "Mutation.createDataExportLink": "account:secure",
  "Subscription.dataExportProgress": "account:secure",
  "Query.organizationExports": "organization:secure",
  "Mutation.requestOrganizationExport": "organization:secure",
  "Mutation.createOrganizationExportLink": "organization:secure",
  "Mutation.requestOrganizationDeletion": "organization:secure",
  "Mutation.cancelOrganizationDeletion": "organization:secure",
  "Mutation.requestAccountDeletion": "account:secure",
  "Mutation.cancelAccountDeletion": "account:secure",
  "Mutation.deleteUser": "user:delete",
  "Mutation.cancelUserDeletion": "user:delete",
  "Mutation.requestRole": "role:request",
  "Mutation.decideRoleRequest": "role:decide",
  "Mutation.createTopic": "topic:edit",
  "Mutation.updateTopic": "topic:edit",
  "Mutation.cancelSubmission": "submission:create",
  "Mutation.createProblem": "problem:create",
  "Mutation.updateProblem": "problem:edit",
  "Mutation.restoreProblemRevision": "problem:edit",
  "Mutation.setProblemTests": "problem:edit",
  "Mutation.restoreProblemTests": "problem:edit",
  "Mutation.publishProblem": "problem:edit",
  "Mutation.publishProblemTests": "problem:edit",
  "Mutation.importProblemTests": "problem:edit",
  "Mutation.importProblemPackage": "problem:create",
  "Mutation.exportProblemPackage": "problem:edit",
  "Mutation.editProblemTests": "problem:edit",
  "Mutation.archiveProblem": "problem:edit",
  "Mutation.unarchiveProblem": "problem:edit",
  "Mutation.cloneProblem": "problem:create",
  "Mutation.addProblemCoAuthor": "problem:edit",
  "Mutation.removeProblemCoAuthor": "problem:edit",
  "Mutation.transferProblem": "problem:transfer",
  "Query.ownershipOffers": "ownership:offer",
  "Mutation.offerOwnership": "ownership:offer",
  "Mutation.acceptOwnership": "ownership:offer",
  "Mutation.declineOwnership": "ownership:offer",
  "Mutation.assignOwnership": "ownership:assign",
  "Mutation.submitCode": "submission:create",
  "Mutation.runCode": "submission:create",
  "Subscription.packageImportProgress": "problem:create",
  "Subscription.mySubmissionUpdates": "submission:read",
  "Subscription.submissionStatus": "submission:read",
  "Mutation.completeUpload": "file:upload",
  "Mutation.deleteFile": "file:upload",
  "Mutation.requestUpload": "file:upload",
  "Mutation.setAvatar": "profile:edit",
  "Mutation.updateProfile": "profile:edit",
  "Query.notifications": "notification:read",
  "Query.unreadNotificationCount": "notification:read",
  "Query.notificationSettings": "notification:read",
  "Query.pushPublicKey": "public",
  "Query.pushSubscriptions": "notification:read",
  "Query.failedMails": "mail:operate",
  "Mutation.markNotificationsRead": "notification:edit",
  "Mutation.setNotificationPreferences": "notification:edit",
  "Mutation.setNotificationDigest": "notification:edit",
  "Mutation.subscribeToPush": "notification:edit",
  "Mutation.unsubscribeFromPush": "notification:edit",
  "Mutation.retryFailedMails": "mail:operate",
  "Subscription.notificationReceived": "notification:read",
  "Query.site": "public",
  "Query.featureFlags": "public",
  "Query.announcements": "public",
  "Query.systemSettings": "setting:edit",
  "Query.allFeatureFlags": "flag:edit",
  "Query.queues": "queue:operate",
  "Query.queue": "queue:operate",
  "Query.allAnnouncements": "announcement:edit",
  "Query.statistics": "statistics:read",
  "Mutation.setSystemSetting": "setting:edit",
  "Mutation.resetSystemSetting": "setting:edit",
  "Mutation.createFeatureFlag": "flag:edit",
  "Mutation.updateFeatureFlag": "flag:edit",
  "Mutation.deleteFeatureFlag": "flag:edit",
  "Mutation.pauseQueue": "queue:operate",
  "Mutation.resumeQueue": "queue:operate",
  "Mutation.retryFailedJobs": "queue:operate",
  "Mutation.discardFailedJob": "queue:operate",
  "Mutation.createAnnouncement": "announcement:edit",
  "Mutation.updateAnnouncement": "announcement:edit",
  "Mutation.withdrawAnnouncement": "announcement:edit",
  "Mutation.dismissAnnouncement": "notification:edit",
  "Mutation.addProblemFile": "problem:edit",
  "Mutation.removeProblemFile": "problem:edit",
  "Mutation.saveProblemProgram": "problem:edit",
  "Mutation.removeProblemProgram": "problem:edit",
  "Mutation.generateProblemTests": "problem:edit",
  "Mutation.verifyProblem": "problem:edit",
  "Mutation.cancelVerification": "problem:edit",
  "Query.verification": "problem:edit",
  "Query.publishWarnings": "problem:edit",
  "Subscription.verificationProgress": "problem:edit",
  "Mutation.rejudgeSubmissions": "submission:rejudge",
  "Mutation.createRejudging": "submission:rejudge",
  "Mutation.applyRejudging": "submission:rejudge",
  "Mutation.cancelRejudging": "submission:rejudge",
  "Query.rejudging": "submission:rejudge",
  "Query.rejudgings": "submission:rejudge",
  "Subscription.rejudgingProgress": "submission:rejudge",
  "Query.subjects": "public",
  "Query.subject": "public",
  "Query.tracks": "public",
  "Query.track": "public",
  "Query.lesson": "public",
  "Mutation.createSubject": "subject:edit",
  "Mutation.updateSubject": "subject:edit",
  "Mutation.deleteSubject": "subject:edit",
  "Mutation.createTrack": "track:create",
  "Mutation.cloneTrack": "track:create",
  "Mutation.updateTrack": "track:edit",
  "Mutation.setTrackStatus": "track:edit",
  "Mutation.deleteTrack": "track:edit",
  "Mutation.addTrackCoAuthor": "track:edit",
  "Mutation.removeTrackCoAuthor": "track:edit",
  "Mutation.createTrackModule": "track:edit",
  "Mutation.updateTrackModule": "track:edit",
  "Mutation.moveTrackModule": "track:edit",
  "Mutation.deleteTrackModule": "track:edit",
  "Mutation.createLesson": "track:edit",
  "Mutation.updateLesson": "track:edit",
  "Mutation.restoreLessonRevision": "track:edit",
  "Mutation.restoreTrackRevision": "track:edit",
  "Mutation.setLessonStatus": "track:edit",
  "Mutation.moveLesson": "track:edit",
  "Mutation.deleteLesson": "track:edit",
  "Mutation.addTrackFile": "track:edit",
  "Mutation.setTrackPrerequisites": "track:edit",
  "Mutation.setLessonPrerequisites": "track:edit",
  "Mutation.addMaterial": "track:edit",
  "Mutation.updateMaterial": "track:edit",
  "Mutation.moveMaterial": "track:edit",
  "Mutation.removeMaterial": "track:edit",
  "Mutation.createAssignment": "track:edit",
  "Mutation.updateAssignment": "track:edit",
  "Mutation.moveAssignment": "track:edit",
  "Mutation.deleteAssignment": "track:edit",
  "Query.trackImport": "track:create",
  "Mutation.importTrack": "track:create",
  "Mutation.exportTrack": "track:edit",
  "Query.search": "public",
  "Query.searchSuggestions": "public",
  "Subscription.masteryChanged": "mastery:read",
  "Subscription.trackImportProgress": "track:create",
  "Query.file": "file:read",
  "Query.myFiles": "file:read",
};

const ALL_SCOPES = Object.keys(SCOPES) as Scope[];

/**
 * Nobody; each role in person, with a token of each scope, and with an admin who acts as it; and the first and the last while
 * its address is not confirmed where it must be.
 */
const VIEWERS: Viewer[] = [
  null,
  ...ROLES.flatMap((role) => [
    { id: newId(), role },
    { id: newId(), role, mustVerifyEmail: true },
    { id: newId(), role, impersonatorId: newId() },
    { id: newId(), role, impersonatorId: newId(), mustVerifyEmail: true },
    ...[[], ...ALL_SCOPES.map((scope) => [scope]), ALL_SCOPES, [CANDIDATE as Scope]].map((scopes) => ({ id: newId(), role, scopes })),
  ]),
];
const nameOf = (viewer: Viewer) =>
  viewer
    ? [
        viewer.role,
        viewer.impersonatorId && "impersonated",
        viewer.mustVerifyEmail && "unverified",
        viewer.scopes && `[${viewer.scopes.join(", ")}]`,
      ]
        .filter(Boolean)
        .join(" ")
    : "nobody";

/** What no API token may do, whatever its scopes. */
const SESSIONS_ONLY: Permission[] = [
  "webhook:edit",
  "webhook:read",
  "ai:read",
  "ai:use",
  "ai:author",
  "ai:consent",
  "ai:switch",
  "notebook:edit",
  "notebook:read",
  "class-analytics:read",
  "content:own",
  "organization-analytics:read",
  "organization:secure",
  "organization:administer",
  "organization:create",
  "organization:edit",
  "organization:join",
  "quiz-attempt:edit",
  "quiz-attempt:read",
  "public",
  "account:secure",
  "profile:edit",
  "file:upload",
  "file:read",
  "user:role",
  "user:suspend",
  "user:delete",
  "user:read",
  "user:impersonate",
  "role:request",
  "role:decide",
  "notification:read",
  "notification:edit",
  "bookmark:read",
  "bookmark:edit",
  "order:read",
  "order:place",
  "billing:read",
  "billing:manage",
  "mastery:read",
  "motivation:edit",
  "motivation:read",
  "activity:edit",
  "activity:read",
  "leaderboard:edit",
  "leaderboard:read",
  "mastery:edit",
  "progress:read",
  "progress:edit",
  "certificate:read",
  "class:create",
  "class:edit",
  "class:join",
  "class:read",
  "coursework:edit",
  "coursework:read",
  "coursework:submit",
  "ownership:offer",
  "ownership:assign",
  "feedback:read",
  "feedback:write",
  "similarity:read",
  "assessment:edit",
  "assessment:invited",
  "forum:read-own",
  "forum:write",
  "interview:host",
  "interview:read-own",
  "interview:take-part",
  "reputation:read",
];

const NOWHERE = { address: "", userAgent: "", refreshCookie: null };

let schema: GraphQLSchema;
let roots: { path: string; field: GraphQLField<unknown, RequestContext> }[];
let owned: GraphQLObjectType[];
beforeAll(() => {
  schema = buildSchema(new Map(RESOLVERS.map((resolver) => [resolver, withoutWork(resolver)])));
  roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {}).map((field) => ({ path: `${root!.name}.${field.name}`, field })),
  );
  owned = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && type.extensions.owned) as GraphQLObjectType[];
});

/** An instance with the same methods and nothing behind them. */
function withoutWork(resolver: ResolverClass): object {
  const streams = new Set(streamsOf(resolver).values());
  const names = Object.getOwnPropertyNames(resolver.prototype).filter((name) => name !== "constructor");
  return Object.fromEntries(names.map((name) => [name, streams.has(name) ? async () => emptyStream() : async () => "seen"]));
}

async function* emptyStream(): AsyncIterableIterator<unknown> {
  // nothing happens
}

describe("a root field", () => {
  it("has the rule that stands here", () => {
    const rules = roots.map(({ path, field }) => [path, field.extensions.allow]);
    expect(Object.fromEntries(rules)).toEqual(RULES);
  });

  it("has a rule from the permission table", () => {
    expect(roots.filter(({ field }) => !permissionTable().has(field.extensions.allow as string)).map(({ path }) => path)).toEqual([]);
  });

  it.each(VIEWERS.map((viewer) => [nameOf(viewer), viewer] as const))("lets %s in or refuses as the table says", async (_name, viewer) => {
    const wrong: object[] = [];
    for (const { path, field } of roots) {
      const decision = await knock(field, viewer);
      const wanted = decide(viewer, field.extensions.allow as Permission);
      if (decision !== wanted) wrong.push({ path, decision, wanted });
    }
    expect(wrong).toEqual([]);
  });
});

async function knock(field: GraphQLField<unknown, RequestContext>, viewer: Viewer): Promise<Decision> {
  const context = new RequestContext({} as never, viewer, newId(), NOWHERE);
  const enter = field.subscribe ?? field.resolve!;
  try {
    // Async, so that what the resolver itself throws and what it rejects with look alike.
    await (async () => enter({}, {}, context, {} as never))();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === "FORBIDDEN" && message.includes("impersonating")) return "while-impersonating";
    if (code === "FORBIDDEN") return message.includes("scope") ? "out-of-scope" : "forbidden";
    if (code === "EMAIL_NOT_VERIFIED") return "verify-email-first";
    if (code === "UNAUTHENTICATED") return "unauthenticated";
  }
  return "allowed";
}

/** Sorted names of the permissions whose rule is such. */
const permissionsWhere = (is: (rule: PermissionRule) => boolean) =>
  [...permissionTable()].flatMap(([name, rule]) => (is(rule) ? [name as Permission] : [])).sort();

describe("a permission", () => {
  it("is in a scope of API tokens, or for sessions alone on purpose", () => {
    expect(permissionsWhere(({ scopes = [] }) => scopes.length === 0)).toEqual([...SESSIONS_ONLY].sort());
  });

  it("of a candidate's session is the one to take an assessment, and what everyone may do", async () => {
    for (const role of ROLES) {
      const guest: SignedIn = { id: newId(), role, scopes: [CANDIDATE] };
      const open = roots.filter(({ field }) => decide(guest, field.extensions.allow as Permission) === "allowed");
      const permissions = new Set(open.map(({ field }) => field.extensions.allow));
      expect([...permissions].sort()).toEqual(["assessment:take", "public"]);
      // What everyone may do includes what is for visitors without an account only through this viewer: it has no power of its own.
      expect(isAdmin(guest) || mayAuthorSomething(guest)).toBe(false);
      expect(mayReadSubmission(guest, { userId: guest.id, problemAuthorId: guest.id, problemOrganizationId: null })).toBe(false);
    }
    // No API token of a person opens an assessment.
    for (const role of ROLES) expect(decide({ id: newId(), role, scopes: ALL_SCOPES }, "assessment:take")).toBe("out-of-scope");
  });

  it("stays with the owner, not with an admin who acts as the account, where it secures the account or has power over others", () => {
    expect(permissionsWhere(({ notWhileImpersonating }) => notWhileImpersonating === true)).toEqual([
      "account:secure",
      "activity:edit",
      "ai:author",
      "ai:consent",
      "ai:switch",
      "ai:use",
      "billing:administer",
      "billing:manage",
      "entitlement:edit",
      "interview:take-part",
      "notification:edit",
      "order:manage",
      "order:place",
      "order:support",
      "organization:join",
      "organization:secure",
      "role:decide",
      "role:request",
      "user:delete",
      "user:impersonate",
      "user:role",
      "user:suspend",
      "webhook:edit",
    ]);
    for (const role of ROLES) {
      const viewer = { id: newId(), role, impersonatorId: newId() };
      for (const permission of permissionsWhere(({ notWhileImpersonating }) => notWhileImpersonating === true))
        expect(decide(viewer, permission)).not.toBe("allowed");
    }
  });

  it("of support is for sessions that hold the entitlement, whatever the role, and opens nothing else", () => {
    const opens =
      (more: object = {}) =>
      (role: Role) =>
        [...permissionTable().keys()].filter((name) => decide({ id: newId(), role, ...more }, name as Permission) === "allowed");
    const entitlements = ["order-support"];
    for (const role of ROLES) {
      const more = opens({ entitlements })(role).filter((name) => !opens()(role).includes(name));
      expect(more).toEqual(ADMINS.includes(role) ? [] : ["order:support"]);
    }
    const learner = { id: newId(), role: "LEARNER" as Role, entitlements };
    expect(decide({ ...learner, scopes: ALL_SCOPES }, "order:support")).toBe("forbidden");
    expect(decide({ ...learner, impersonatorId: newId() }, "order:support")).toBe("while-impersonating");
  });

  it("to act as an account is for sessions of a higher rank alone", () => {
    const may = (role: Role, other: Role, more: object = {}) =>
      mayImpersonate({ id: newId(), role, ...more }, { id: newId(), role: other });
    const pairs = ROLES.flatMap((role) => ROLES.filter((other) => may(role, other)).map((other) => `${role} ${other}`));
    expect(pairs).toEqual([
      ...["LEARNER", "INSTRUCTOR", "BUSINESS_PARTNER"].map((other) => `ADMIN ${other}`),
      ...["LEARNER", "INSTRUCTOR", "BUSINESS_PARTNER", "ADMIN"].map((other) => `SYSTEM_ADMIN ${other}`),
    ]);
    expect(may("SYSTEM_ADMIN", "LEARNER", { scopes: ALL_SCOPES })).toBe(false);
    expect(may("SYSTEM_ADMIN", "LEARNER", { impersonatorId: newId() })).toBe(false);
  });

  it("waits for a confirmed address unless it only reads or secures the account", () => {
    expect(permissionsWhere(({ beforeVerification }) => beforeVerification === true)).toEqual([
      "account:read",
      "account:secure",
      "activity:read",
      "ai:consent",
      "ai:read",
      "assessment:take",
      "billing:read",
      "bookmark:read",
      "certificate:read",
      "entitlement:read",
      "file:read",
      "forum:read-own",
      "interview:read-own",
      "leaderboard:read",
      "mastery:read",
      "motivation:read",
      "notebook:read",
      "notification:edit",
      "notification:read",
      "order:read",
      "profile:edit",
      "progress:read",
      "quiz-attempt:read",
      "reputation:read",
      "submission:read",
    ]);
  });
});

describe("a type that belongs to someone", () => {
  it("is one of those known here", () => {
    expect(Object.fromEntries(owned.map((type) => [type.name, type.extensions.owned]))).toEqual({
      User: "user",
      Submission: "submission",
      Problem: "problem",
      Judge: "judge",
      File: "file",
      Track: "track",
      Lesson: "track",
    });
  });

  it("says of each field who may see it", () => {
    const silent = fieldsOf(owned).filter(({ field }) => !VISIBILITIES.includes(field.extensions.visible as Visibility));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it("can answer null where not everyone may see", () => {
    const strict = fieldsOf(owned).filter(({ field }) => field.extensions.visible !== "public" && isNonNullType(field.type));
    expect(strict.map(({ path }) => path)).toEqual([]);
  });

  it("gives no field that depends on the viewer to subscribers who share a result, nor to the executor without a viewer", () => {
    const shared = fieldsOf(owned)
      .filter(({ field }) => field.extensions.visible !== "public")
      .filter(({ field }) => field.extensions.readsSourceOnly || !field.resolve || isDerivation(field.resolve));
    expect(shared.map(({ path }) => path)).toEqual([]);
  });

  it("hides from strangers what is not public", async () => {
    const stranger: Viewer = { id: newId(), role: "INSTRUCTOR" };
    const seen: object[] = [];
    for (const { path, field } of fieldsOf(owned).filter((one) => one.field.extensions.visible !== "public")) {
      const context = new RequestContext({} as never, stranger, newId(), NOWHERE);
      const shown: unknown = await field.resolve!(someoneElses(), {}, context, {} as never);
      if (shown !== null) seen.push({ path, shown });
    }
    expect(seen).toEqual([]);
  });

  it("shows the same to no one who is not signed in", () => {
    for (const type of owned) {
      const kind = type.extensions.owned as OwnedKind;
      expect(VISIBILITIES.filter((visibility) => maySee(null, visibility, kind, someoneElses() as never))).toEqual(["public"]);
    }
  });
});

/** Fits every kind: the ids are nobody's. */
function someoneElses() {
  return {
    id: newId(),
    userId: newId(),
    authorId: newId(),
    problemAuthorId: newId(),
    coAuthorIds: [newId()],
    problemCoAuthorIds: [newId()],
    premium: true,
    viewerStatus: "ATTEMPTED",
    email: "seen",
    source: "seen",
  };
}

function fieldsOf(types: readonly GraphQLObjectType[]) {
  return types.flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({
      path: `${type.name}.${field.name}`,
      field: field as GraphQLField<unknown, RequestContext>,
    })),
  );
}

describe("secrets", () => {
  it("have no field at all", () => {
    // The signing secret of a webhook endpoint is shown once, to those who will check signatures with it.
    const shownOnce = ["CreateWebhookEndpointPayload", "RotateWebhookSecretPayload"];
    const isData = (type: GraphQLNamedType) => isObjectType(type) && type !== schema.getMutationType() && !shownOnce.includes(type.name);
    const names = Object.values(schema.getTypeMap()).flatMap((type) =>
      isData(type) ? Object.keys((type as GraphQLObjectType).getFields()) : [],
    );
    expect(names.filter((name) => /password|hash|secret|sha256|expectedOutput/i.test(name))).toEqual([]);
  });
});

it("the role in an organization is read from the viewer, who carries all memberships", () => {
  const [inside, other] = [newId(), newId()];
  const member: Viewer = { id: newId(), role: "LEARNER", memberships: [{ organizationId: inside, role: "MANAGER" }] };
  expect([inside, other].map((id) => organizationRoleOf(member, id))).toEqual(["MANAGER", null]);
  expect([null, { id: newId(), role: "SYSTEM_ADMIN" as const }].map((viewer) => organizationRoleOf(viewer, inside))).toEqual([null, null]);
});
