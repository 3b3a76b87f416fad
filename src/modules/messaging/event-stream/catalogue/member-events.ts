import * as z from "zod";
import { certificateIssued } from "../../../../events/certificate-issued.event.js";
import { certificateRevoked } from "../../../../events/certificate-revoked.event.js";
import { classMemberChanged } from "../../../../events/class-member-changed.event.js";
import { courseworkGradesChanged } from "../../../../events/coursework-grades-changed.event.js";
import { judgementFinished } from "../../../../events/judgement-finished.event.js";
import { lessonCompleted } from "../../../../events/lesson-completed.event.js";
import { moduleCompleted } from "../../../../events/module-completed.event.js";
import { problemStatusChanged } from "../../../../events/problem-status-changed.event.js";
import { quizAttemptGraded } from "../../../../events/quiz-attempt-graded.event.js";
import { trackCompleted } from "../../../../events/track-completed.event.js";
import { globalId } from "../../../../kernel/global-id.js";
import { idField, numberField, publicEvent, wordField, type Occurrence } from "./public-event.js";

const learner = idField("User", "The member.");

const aboutMember = (userId: string, data: object): Occurrence => ({
  userId,
  organizationId: null,
  data: { ...data, userId: globalId("User", userId) },
});

export const MEMBER_EVENTS = [
  publicEvent({
    type: "submission.judged",
    version: 1,
    description: "A submission of a member has its verdict. Again, with another judgement, when it is rejudged.",
    audience: "MEMBER",
    data: z.object({
      submissionId: idField("Submission", "The submission."),
      judgementId: idField("Judgement", "The judgement."),
      problemId: idField("Problem", "The problem."),
      userId: learner,
      verdict: wordField("A `Verdict`.", "ACCEPTED"),
    }),
    from: judgementFinished,
    read: ({ submissionId, judgementId, problemId, userId, verdict }) => [
      aboutMember(userId, {
        submissionId: globalId("Submission", submissionId),
        judgementId: globalId("Judgement", judgementId),
        problemId: globalId("Problem", problemId),
        verdict,
      }),
    ],
  }),
  publicEvent({
    type: "problem.status_changed",
    version: 1,
    description: "A member tried a problem for the first time, solved it, or lost the solution by a rejudging.",
    audience: "MEMBER",
    data: z.object({
      problemId: idField("Problem", "The problem."),
      userId: learner,
      solved: z.boolean().meta({ description: "Whether it is solved.", examples: [true] }),
    }),
    from: problemStatusChanged,
    read: ({ problemId, userId, solved }) => [aboutMember(userId, { problemId: globalId("Problem", problemId), solved })],
  }),
  publicEvent({
    type: "lesson.completed",
    version: 1,
    description: "A member completed a lesson. Again if it was reopened and completed anew.",
    audience: "MEMBER",
    data: z.object({ lessonId: idField("Lesson", "The lesson."), userId: learner }),
    from: lessonCompleted,
    read: ({ lessonId, userId }) => [aboutMember(userId, { lessonId: globalId("Lesson", lessonId) })],
  }),
  publicEvent({
    type: "module.completed",
    version: 1,
    description: "A member completed all parts of a module of a track. Once for each module and account.",
    audience: "MEMBER",
    data: z.object({ moduleId: idField("TrackModule", "The module."), userId: learner }),
    from: moduleCompleted,
    read: ({ moduleId, userId }) => [aboutMember(userId, { moduleId: globalId("TrackModule", moduleId) })],
  }),
  publicEvent({
    type: "track.completed",
    version: 1,
    description: "A member completed all parts of a track. Again after leaving it and enrolling anew.",
    audience: "MEMBER",
    data: z.object({
      trackId: idField("Track", "The track."),
      userId: learner,
      completedAt: z.iso.datetime({ offset: true }).meta({ description: "When.", examples: ["2026-03-09T07:00:00.000Z"] }),
    }),
    from: trackCompleted,
    read: ({ trackId, userId, completedAt }) => [aboutMember(userId, { trackId: globalId("Track", trackId), completedAt })],
  }),
  publicEvent({
    type: "certificate.issued",
    version: 1,
    description: "A member got a certificate. Once for each certificate.",
    audience: "MEMBER",
    data: z.object({ certificateId: idField("Certificate", "The certificate."), userId: learner }),
    from: certificateIssued,
    read: ({ certificateId, userId }) => [aboutMember(userId, { certificateId: globalId("Certificate", certificateId) })],
  }),
  publicEvent({
    type: "certificate.revoked",
    version: 1,
    description: "Staff revoked a certificate of a member. Once for each certificate.",
    audience: "MEMBER",
    data: z.object({ certificateId: idField("Certificate", "The certificate."), userId: learner }),
    from: certificateRevoked,
    read: ({ certificateId, userId }) => [aboutMember(userId, { certificateId: globalId("Certificate", certificateId) })],
  }),
  publicEvent({
    type: "quiz.attempt.graded",
    version: 1,
    description: "The result of a member's attempt at a quiz is final. Again if staff change a grade.",
    audience: "MEMBER",
    data: z.object({
      attemptId: idField("QuizAttempt", "The attempt."),
      quizId: idField("Quiz", "The quiz."),
      userId: learner,
      score: numberField("Points.", 7.5),
      maxScore: numberField("Most possible points.", 10),
    }),
    from: quizAttemptGraded,
    read: ({ attemptId, quizId, userId, score, maxScore }) => [
      aboutMember(userId, { attemptId: globalId("QuizAttempt", attemptId), quizId: globalId("Quiz", quizId), score, maxScore }),
    ],
  }),
  publicEvent({
    type: "class.member.changed",
    version: 1,
    description: "A member of the organization joined or left a class, or has another role in it. Read the class for the present state.",
    audience: "MEMBER",
    data: z.object({ classId: idField("Class", "The class."), userId: learner }),
    from: classMemberChanged,
    read: ({ classId, userId }) => [aboutMember(userId, { classId: globalId("Class", classId) })],
  }),
  publicEvent({
    type: "coursework.grade.changed",
    version: 1,
    description: "A member's grade for an assignment of a class was computed with another result, released or not. Carries no grade.",
    audience: "MEMBER",
    data: z.object({ assignmentId: idField("ClassAssignment", "The assignment."), userId: learner }),
    from: courseworkGradesChanged,
    read: ({ assignmentId, userIds }) =>
      userIds.map((userId) => aboutMember(userId, { assignmentId: globalId("ClassAssignment", assignmentId) })),
  }),
];
