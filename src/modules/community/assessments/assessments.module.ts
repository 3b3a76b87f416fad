import { assessmentFinished } from "../../../events/assessment-finished.event.js";
import { setApartJudgementFinished } from "../../../events/set-apart-judgement-finished.event.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { Module, Services } from "../../contracts/module.js";
import { createProblemFileLinks } from "../../practice/problems/files/problem-file.rows.js";
import {
  assessmentFinishedNotification,
  assessmentInvitedNotification,
  assessmentReleasedNotification,
} from "./assessments.notifications.js";
import { assessmentsPermissions } from "./assessments.permissions.js";
import { assessmentsOrganizationData } from "./assessments.organization-data.js";
import { assessmentsPersonalData } from "./assessments.personal-data.js";
import { assessmentsRetention } from "./assessments.retention.js";
import { Assessment, AssessmentItem, AssessmentItemProblem } from "./authoring/assessment.entity.js";
import { AssessmentItemResolver, AssessmentResolver } from "./authoring/assessment.resolver.js";
import { assessmentsById } from "./authoring/assessment.rows.js";
import { createAssessmentsService, type AssessmentsService } from "./authoring/assessments.service.js";
import { assessmentInvitationMail, assessmentResultMail } from "./candidates/assessment-mails.js";
import { createCandidateData } from "./candidates/candidate-data.service.js";
import { AssessmentCandidate } from "./candidates/candidate.entity.js";
import { AssessmentCandidateResolver } from "./candidates/candidate.resolver.js";
import { candidatesById, readOwnCandidate } from "./candidates/candidate.rows.js";
import { createCandidatesService, type CandidatesService } from "./candidates/candidates.service.js";
import { createGuestSessions } from "./candidates/guest-sessions.js";
import { AssessmentEvidenceResolver } from "./integrity/evidence.resolver.js";
import { AssessmentSignal, AssessmentSimilarity } from "./integrity/signal.entity.js";
import { createSignalsService } from "./integrity/signals.service.js";
import { AssessmentProgressResolver } from "./results/assessment-progress.resolver.js";
import { AssessmentResultsResolver } from "./results/results.resolver.js";
import { createResultsService } from "./results/results.service.js";
import { CandidateAssessmentResolver } from "./sitting/candidate-assessment.resolver.js";
import { createFinishSitting, createSettleVerdict, startSittingClock } from "./sitting/sitting-clock.js";
import { AssessmentAnswer, AssessmentCode, AssessmentSitting, AssessmentTask } from "./sitting/sitting.entity.js";
import { createSittingsService } from "./sitting/sittings.service.js";
import { AssessmentProblemResolver, AssessmentSubmissionResolver, AssessmentTaskResolver } from "./sitting/task.resolver.js";
import { nullIfNotFound } from "../../../kernel/errors.js";

declare module "../../contracts/module.js" {
  interface Services {
    assessments: AssessmentsService;
    assessmentCandidates: CandidatesService;
  }
}

export default {
  name: "assessments",
  entities: [
    ...[Assessment, AssessmentItem, AssessmentItemProblem, AssessmentCandidate, AssessmentSitting, AssessmentTask, AssessmentAnswer],
    ...[AssessmentCode, AssessmentSignal, AssessmentSimilarity],
  ],
  permissions: assessmentsPermissions,
  fieldCosts: {
    "Assessment.items": { items: 10 },
    "Assessment.counts": { weight: 4 },
    "AssessmentItem.problems": { items: 5 },
    "AssessmentCandidate.tasks": { weight: 16, items: 10 },
    "AssessmentCandidate.lines": { weight: 16, items: 20 },
    "CandidateAssessment.tasks": { weight: 16, items: 10 },
    "CandidateAssessment.task": { weight: 16 },
    "CandidateAssessment.lines": { weight: 16, items: 20 },
    "AssessmentSavedCode.source": { weight: 16 },
    "AssessmentSubmission.source": { weight: 64 },
    "AssessmentTask.submissions": { items: 5 },
    "AssessmentTask.questions": { weight: 16, items: 10 },
    "AssessmentProblem.starterCodes": { weight: 16 },
    "AssessmentProblem.includedFiles": { weight: 64 },
    "AssessmentEvidence.signals": { items: 50 },
    "AssessmentEvidence.similarities": { items: 5 },
    "AssessmentComparison.tasks": { items: 10 },
    "AssessmentTaskFigures.variants": { items: 3 },
    "InviteAssessmentCandidatesPayload.candidates": { items: 20 },
    "Mutation.rejudgeAssessment": { weight: 256 },
    "Query.assessmentComparison": { weight: 64 },
    "Query.assessmentResultsCsv": { weight: 256 },
    "Query.myCandidateData": { weight: 256 },
  },
  resolvers: [
    ...[AssessmentResolver, AssessmentItemResolver, AssessmentCandidateResolver, AssessmentEvidenceResolver, CandidateAssessmentResolver],
    ...[
      AssessmentTaskResolver,
      AssessmentSubmissionResolver,
      AssessmentProblemResolver,
      AssessmentResultsResolver,
      AssessmentProgressResolver,
    ],
  ],
  notificationKinds: [assessmentInvitedNotification, assessmentReleasedNotification, assessmentFinishedNotification],
  mails: [assessmentInvitationMail, assessmentResultMail],
  retention: assessmentsRetention,
  personalData: assessmentsPersonalData,
  organizationData: assessmentsOrganizationData,

  wire(platform, { apiTokens, rejudgings, submissions }: Pick<Services, "apiTokens" | "rejudgings" | "submissions">) {
    const given = { ...platform, apiTokens, submissions };
    const sessions = createGuestSessions(given);
    const assessments = createAssessmentsService(platform);
    const assessmentCandidates = createCandidatesService(given);
    return {
      services: { assessments, assessmentCandidates },
      resolvers: [
        new AssessmentResolver(assessments),
        new AssessmentCandidateResolver(assessmentCandidates, sessions),
        new CandidateAssessmentResolver(createSittingsService(given), createSignalsService(platform), createCandidateData(given)),
        new AssessmentProblemResolver(createProblemFileLinks(platform.storage)),
        new AssessmentResultsResolver(createResultsService({ ...platform, rejudgings })),
        new AssessmentProgressResolver(platform),
      ],
      nodes: {
        Assessment: nodesById("assessment:edit", ({ em, signedIn }, ids) => assessmentsById(em, signedIn, ids)),
        AssessmentCandidate: nodesById("assessment:edit", ({ em, signedIn }, ids) => candidatesById(em, signedIn, ids)),
        AssessmentInvitation: nodesById("assessment:invited", ({ em, signedIn }, ids) => sessions.invitationsById(em, signedIn, ids)),
        CandidateAssessment: nodesById("assessment:take", async ({ em, signedIn }) => [
          await nullIfNotFound(readOwnCandidate(em, signedIn)),
        ]),
      },
      eventHandlers: [
        on(setApartJudgementFinished, "settle-assessment", createSettleVerdict(platform)),
        on(assessmentFinished, "finish-assessment", createFinishSitting(given)),
      ],
      workers: [async () => startSittingClock(platform)],
    };
  },
} satisfies Module;
