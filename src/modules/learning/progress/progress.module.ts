import { problemStatusChanged } from "../../../events/problem-status-changed.event.js";
import { quizAttemptGraded } from "../../../events/quiz-attempt-graded.event.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import { watchRow } from "../../../graphql/row-stream.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { Module, Services } from "../../contracts/module.js";
import { ActivityClock } from "./activity/activity-clock.entity.js";
import { ActivityResolver } from "./activity/activity.resolver.js";
import { createActivity } from "./activity/activity.service.js";
import { LessonBookmark } from "./bookmarks/lesson-bookmark.entity.js";
import { BookmarkedLessonResolver, LessonBookmarkResolver } from "./bookmarks/lesson-bookmark.resolver.js";
import { createLessonBookmarks } from "./bookmarks/lesson-bookmarks.service.js";
import { AssignmentCompletion, BlockCompletion, LessonProgress, ModuleCompletion } from "./completion/completion.entity.js";
import { CompletionResolver } from "./completion/completion.resolver.js";
import { createCompletion } from "./completion/completion.service.js";
import { LessonBlock } from "./completion/lesson-block.entity.js";
import { createSettleProblem, createSettleQuiz } from "./completion/settle-results.js";
import { Enrollment } from "./enrollments/enrollment.entity.js";
import { EnrollmentResolver, TrackEnrollmentResolver } from "./enrollments/enrollment.resolver.js";
import { enrollmentsById, watchedEnrollment, type EnrollmentRow } from "./enrollments/enrollment.rows.js";
import { lockedQuizzes } from "./figures/locked-quizzes.js";
import { enrollmentTopic } from "./enrollments/enrollment.topic.js";
import { createEnrollments, type EnrollmentsService } from "./enrollments/enrollments.service.js";
import { createProgressChanges } from "./enrollments/progress-changes.js";
import {
  AssignmentProgressResolver,
  LessonProgressResolver,
  ModuleProgressResolver,
  TrackProgressResolver,
} from "./figures/progress.resolver.js";
import { LessonNote } from "./notes/lesson-note.entity.js";
import { LessonNoteResolver } from "./notes/note.resolver.js";
import { createNotes } from "./notes/notes.service.js";
import { progressPermissions } from "./progress.permissions.js";
import { progressPersonalData } from "./progress.personal-data.js";

declare module "../../contracts/module.js" {
  interface Services {
    enrollments: EnrollmentsService;
  }
}

/** No retention rule: rows are bounded by the content, and notes and bookmarks by their limits. */
export default {
  name: "progress",
  exports: [
    "enrollments/enrollment.rows",
    "enrollments/enrollment.type",
    "enrollments/enrollments.service",
    "enrollments/next-lessons",
    "figures/locked-quizzes",
  ],
  entities: [
    Enrollment,
    LessonBlock,
    LessonProgress,
    BlockCompletion,
    AssignmentCompletion,
    ModuleCompletion,
    ActivityClock,
    LessonNote,
    LessonBookmark,
  ],
  permissions: progressPermissions,
  fieldCosts: {
    // Read all parts of a track.
    "Track.progress": { weight: 4 },
    "TrackModule.progress": { weight: 2 },
    "Enrollment.nextLesson": { weight: 4 },
    "LessonProgress.completedBlockKeys": { weight: 2 },
  },
  resolvers: [
    EnrollmentResolver,
    TrackEnrollmentResolver,
    CompletionResolver,
    ActivityResolver,
    LessonProgressResolver,
    ModuleProgressResolver,
    TrackProgressResolver,
    AssignmentProgressResolver,
    LessonNoteResolver,
    LessonBookmarkResolver,
    BookmarkedLessonResolver,
  ],
  personalData: progressPersonalData,

  wire({ db, pubSub, log }, { quizLocks }: Pick<Services, "quizLocks">) {
    quizLocks.lockedBy(lockedQuizzes);
    const changes = createProgressChanges({ db, pubSub });
    const enrollments = createEnrollments({ db, changes });
    const notes = createNotes({ db });
    const bookmarks = createLessonBookmarks({ db });
    const read = (id: string) => watchedEnrollment(db.em.fork(), id);
    const watch = (id: string) => watchRow<EnrollmentRow>(id, { pubSub, log, topic: enrollmentTopic, read, isFinal: () => false });
    return {
      services: { enrollments },
      resolvers: [
        new EnrollmentResolver(enrollments, watch),
        new CompletionResolver(createCompletion({ db, changes })),
        new ActivityResolver(createActivity({ db, changes })),
        new LessonNoteResolver(notes),
        new LessonBookmarkResolver(bookmarks),
      ],
      nodes: {
        Enrollment: nodesById("progress:read", ({ em, signedIn }, ids) => enrollmentsById(em, signedIn.id, ids)),
        LessonNote: nodesById("progress:read", ({ em, signedIn }, ids) => notes.byIds(em, signedIn, ids)),
        LessonBookmark: nodesById("progress:read", ({ em, signedIn }, ids) => bookmarks.byIds(em, signedIn, ids)),
      },
      eventHandlers: [
        on(problemStatusChanged, "settle-problem", createSettleProblem({ db, changes })),
        on(quizAttemptGraded, "settle-quiz", createSettleQuiz({ db, changes })),
      ],
    };
  },
} satisfies Module;
