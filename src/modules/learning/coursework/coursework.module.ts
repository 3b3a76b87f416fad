import { courseworkGradesChanged } from "../../../events/coursework-grades-changed.event.js";
import { courseworkReleased } from "../../../events/coursework-released.event.js";
import { judgementFinished } from "../../../events/judgement-finished.event.js";
import { quizAttemptGraded } from "../../../events/quiz-attempt-graded.event.js";
import { loadAll, nodesById } from "../../../graphql/node-lookup.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { Module, Services } from "../../contracts/module.js";
import { assignmentById } from "./assignments/assignment.rows.js";
import { ClassAssignment, ClassAssignmentProblem } from "./assignments/class-assignment.entity.js";
import { ClassAssignmentProblemResolver, ClassAssignmentResolver } from "./assignments/class-assignment.resolver.js";
import { quizzesOfClasses } from "./assignments/quizzes-of-classes.js";
import { createClassAssignmentsService } from "./assignments/class-assignments.service.js";
import { startCourseworkClock } from "./clock/coursework-clock.js";
import { CourseworkReminder } from "./clock/coursework-reminder.entity.js";
import {
  courseworkDueSoonNotification,
  courseworkOpenedNotification,
  courseworkReleasedNotification,
} from "./clock/coursework.notifications.js";
import { createCopyClass } from "./copy/copy-class.js";
import { CopyClassResolver } from "./copy/copy.resolver.js";
import { courseworkPermissions } from "./coursework.permissions.js";
import { courseworkOrganizationData } from "./coursework.organization-data.js";
import { courseworkPersonalData } from "./coursework.personal-data.js";
import { courseworkRetention } from "./coursework.retention.js";
import { CourseworkExtension } from "./extensions/coursework-extension.entity.js";
import { CourseworkExtensionResolver } from "./extensions/extension.resolver.js";
import { createExtensionsService } from "./extensions/extensions.service.js";
import { GRADEBOOK_PAGE } from "./gradebook/gradebook.service.js";
import { ClassDropLowestResolver, ClassGradesResolver, GradebookResolver } from "./gradebook/gradebook.resolver.js";
import { CourseworkGrade, CourseworkMark } from "./grades/coursework-grade.entity.js";
import { CourseworkDraftResolver } from "./grades/draft.resolver.js";
import { createGradeAttempts } from "./grades/grade-attempts.js";
import { GradeStreamsResolver } from "./grades/grade-streams.resolver.js";
import { CourseworkGradeResolver, ViewerGradeResolver } from "./grades/grade.resolver.js";
import { gradesById } from "./grades/grade.rows.js";
import { createGradeStreams } from "./grades/grades.stream.js";
import { createPublishGrades } from "./grades/grades.topic.js";
import { createMarksService } from "./grades/marks.service.js";
import { CourseworkGroup, CourseworkGroupMember } from "./groups/coursework-group.entity.js";
import { CourseworkGroupResolver } from "./groups/group.resolver.js";
import { createGroupsService } from "./groups/groups.service.js";
import { ClassGradingPolicy, GradingChange, GradingChangeMove } from "./policy/grading-change.entity.js";
import { GradingChangeMoveResolver, GradingChangeResolver } from "./policy/grading-change.resolver.js";
import { createGradingChangesService } from "./policy/grading-changes.service.js";
import { RegradeRequest } from "./regrades/regrade-request.entity.js";
import { regradeDecidedNotification, regradeRequestedNotification } from "./regrades/regrade.notifications.js";
import { AssignmentRegradeResolver, RegradeRequestResolver } from "./regrades/regrade.resolver.js";
import { regradesById } from "./regrades/regrade.rows.js";
import { createRegradesService } from "./regrades/regrades.service.js";
import { CourseworkSubmission, CourseworkSubmissionFile } from "./work/coursework-submission.entity.js";
import { KeptAttempt } from "./work/kept-attempt.entity.js";
import { CourseworkSubmissionResolver } from "./work/work.resolver.js";
import { createWorkService } from "./work/work.service.js";

export default {
  name: "coursework",
  exports: [
    "assignments/assignment.rows",
    "assignments/class-assignment.entity",
    "assignments/class-assignment.type",
    "grades/grade.type",
    "grades/reader",
    "grading/explain",
    "grading/grade-tree",
    "work/coursework-submission.entity",
  ],
  entities: [
    ...[ClassAssignment, ClassAssignmentProblem, CourseworkGroup, CourseworkGroupMember, CourseworkExtension, CourseworkSubmission],
    ...[
      CourseworkSubmissionFile,
      KeptAttempt,
      CourseworkGrade,
      CourseworkMark,
      ClassGradingPolicy,
      GradingChange,
      GradingChangeMove,
      CourseworkReminder,
      RegradeRequest,
    ],
  ],
  permissions: courseworkPermissions,
  fieldCosts: {
    "Query.classGradebook": { mostItems: GRADEBOOK_PAGE },
    "ClassAssignment.problems": { items: 5 },
    "ClassAssignment.rubric": { items: 4 },
    "LateCurve.points": { items: 3 },
    "CourseworkGroup.members": { items: 4 },
    "GradingChange.problems": { items: 5 },
    "CourseworkSubmission.text": { weight: 16 },
    "CourseworkSubmission.files": { items: 2 },
    "CourseworkGrade.tree": { weight: 16 },
    "CourseworkGrade.lines": { weight: 16, items: 20 },
    "ClassGrades.grades": { weight: 16, items: 20 },
    "ClassGrades.totalLines": { weight: 64, items: 50 },
    "GradebookRow.cells": { weight: 4, items: 20 },
    "Query.classGradebookCsv": { weight: 256 },
  },
  resolvers: [
    ...[ClassAssignmentResolver, ClassAssignmentProblemResolver, CourseworkExtensionResolver, CourseworkGroupResolver],
    ...[CourseworkSubmissionResolver, CourseworkGradeResolver, ViewerGradeResolver, CourseworkDraftResolver],
    ...[
      GradebookResolver,
      ClassDropLowestResolver,
      ClassGradesResolver,
      GradeStreamsResolver,
      RegradeRequestResolver,
      AssignmentRegradeResolver,
    ],
    ...[GradingChangeResolver, GradingChangeMoveResolver, CopyClassResolver],
  ],
  notificationKinds: [
    ...[courseworkOpenedNotification, courseworkDueSoonNotification, courseworkReleasedNotification],
    ...[regradeRequestedNotification, regradeDecidedNotification],
  ],
  retention: courseworkRetention,
  personalData: courseworkPersonalData,
  organizationData: courseworkOrganizationData,

  wire(platform, { classes, quizLocks }: Pick<Services, "classes" | "quizLocks">) {
    quizLocks.openedBy(quizzesOfClasses);
    const attempts = createGradeAttempts(platform);
    const [extensions, groups, work] = [createExtensionsService(platform), createGroupsService(platform), createWorkService(platform)];
    const changes = createGradingChangesService(platform);
    const publishGrades = createPublishGrades(platform);
    return {
      resolvers: [
        new ClassAssignmentResolver(createClassAssignmentsService(platform)),
        new CourseworkExtensionResolver(extensions),
        new CourseworkGroupResolver(groups),
        new CourseworkSubmissionResolver(work, platform.storage),
        new CourseworkGradeResolver(createMarksService(platform)),
        new GradeStreamsResolver(createGradeStreams(platform)),
        new RegradeRequestResolver(createRegradesService(platform)),
        new GradingChangeResolver(changes),
        new CopyClassResolver(createCopyClass({ ...platform, classes })),
      ],
      nodes: {
        ClassAssignment: nodesById("coursework:read", (context, ids) => loadAll(context.loader(assignmentById), ids)),
        CourseworkExtension: nodesById("coursework:edit", ({ em, signedIn }, ids) => extensions.byIds(em, signedIn, ids)),
        CourseworkGroup: nodesById("coursework:read", ({ em, signedIn }, ids) => groups.byIds(em, signedIn, ids)),
        CourseworkSubmission: nodesById("coursework:read", ({ em, signedIn }, ids) => work.byIds(em, signedIn, ids)),
        GradingChange: nodesById("coursework:edit", ({ em, signedIn }, ids) => changes.byIds(em, signedIn, ids)),
        RegradeRequest: nodesById("coursework:read", ({ em, signedIn }, ids) => regradesById(em, signedIn, ids)),
        CourseworkGrade: nodesById("coursework:read", ({ em, signedIn }, ids) => gradesById(em, signedIn, ids)),
      },
      eventHandlers: [
        on(judgementFinished, "grade-coursework-verdict", (event) => attempts.judged(event)),
        on(quizAttemptGraded, "grade-coursework-quiz", (event) => attempts.quizGraded(event)),
        on(courseworkGradesChanged, "publish-coursework-grades", (event) => publishGrades.changed(event)),
        on(courseworkReleased, "publish-released-grades", (event) => publishGrades.released(event)),
      ],
      workers: [async () => startCourseworkClock(platform)],
    };
  },
} satisfies Module;
