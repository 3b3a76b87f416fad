import { courseworkReleased } from "../../../events/coursework-released.event.js";
import { judgementFinished } from "../../../events/judgement-finished.event.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { Module } from "../../contracts/module.js";
import { HandedInCodeResolver } from "./code/handed-in-code.resolver.js";
import { LineComment, LineCommentReply } from "./comments/line-comment.entity.js";
import { lineCommentNotification } from "./comments/line-comment.notification.js";
import { LineCommentReplyResolver, LineCommentResolver } from "./comments/line-comment.resolver.js";
import { lineCommentsById } from "./comments/line-comment.rows.js";
import { createLineCommentsService } from "./comments/line-comments.service.js";
import { watchLineComments } from "./comments/line-comments.stream.js";
import { lineCommentsTopic } from "./comments/line-comments.topic.js";
import { feedbackPermissions } from "./feedback.permissions.js";
import { feedbackPersonalData } from "./feedback.personal-data.js";
import { feedbackRetention } from "./feedback.retention.js";
import { createGroupAnswers } from "./grouping/group-answers.js";
import { groupsById } from "./grouping/wrong-answer-group.rows.js";
import { WrongAnswer, WrongAnswerGroup } from "./grouping/wrong-answer.entity.js";
import { GroupHint, GroupHintReceipt } from "./hints/group-hint.entity.js";
import { groupHintNotification } from "./hints/group-hint.notification.js";
import { GroupHintResolver, SubmissionHintsResolver, WrongAnswerGroupResolver } from "./hints/group-hint.resolver.js";
import { groupHintsById } from "./hints/group-hint.rows.js";
import { createGroupHintsService } from "./hints/group-hints.service.js";
import { watchGroupHints } from "./hints/group-hints.stream.js";

export default {
  name: "feedback",
  exports: ["grouping/tokens"],
  entities: [LineComment, LineCommentReply, WrongAnswerGroup, WrongAnswer, GroupHint, GroupHintReceipt],
  permissions: feedbackPermissions,
  fieldCosts: {
    "HandedInCode.source": { weight: 64 },
    "LineComment.replies": { items: 5 },
    "WrongAnswerGroup.failedTests": { items: 2 },
    "GroupHint.viewerSubmissionIds": { items: 2 },
    "Submission.groupHints": { items: 1 },
  },
  resolvers: [
    ...[HandedInCodeResolver, LineCommentResolver, LineCommentReplyResolver, WrongAnswerGroupResolver, GroupHintResolver],
    SubmissionHintsResolver,
  ],
  notificationKinds: [lineCommentNotification, groupHintNotification],
  retention: feedbackRetention,
  personalData: feedbackPersonalData,

  wire(platform) {
    const { db, pubSub } = platform;
    const hints = createGroupHintsService(platform);
    return {
      resolvers: [
        new LineCommentResolver(createLineCommentsService(platform), (viewer, assignmentId) =>
          watchLineComments(platform, viewer, assignmentId),
        ),
        new WrongAnswerGroupResolver(hints),
        new GroupHintResolver((viewer) => watchGroupHints(platform, viewer)),
      ],
      nodes: {
        LineComment: nodesById("feedback:read", ({ em, signedIn }, ids) => lineCommentsById(em, signedIn, ids)),
        WrongAnswerGroup: nodesById("feedback:read", ({ em, signedIn }, ids) => groupsById(em, signedIn, ids)),
        GroupHint: nodesById("feedback:read", ({ em, signedIn }, ids) => groupHintsById(em, signedIn, ids)),
      },
      eventHandlers: [
        on(judgementFinished, "group-wrong-answer", createGroupAnswers({ db, onJoined: hints.joined })),
        // Drafts of comments are shown from now on.
        on(courseworkReleased, "publish-released-comments", ({ assignmentId }) =>
          pubSub.publish(lineCommentsTopic, assignmentId, { assignmentId }),
        ),
      ],
    };
  },
} satisfies Module;
