import { nodesById } from "../../../graphql/node-lookup.js";
import type { Module, Services } from "../../contracts/module.js";
import { ForumCategory, ForumModerator } from "./categories/category.entity.js";
import { ForumCategoryResolver } from "./categories/category.resolver.js";
import { listCategories } from "./categories/category.rows.js";
import { createCategoriesService, type CategoriesService } from "./categories/categories.service.js";
import { ForumDraft } from "./drafts/draft.entity.js";
import { ForumDraftResolver } from "./drafts/draft.resolver.js";
import { createDraftsService } from "./drafts/drafts.service.js";
import { ForumFollow } from "./following/follow.entity.js";
import { ForumFollowingResolver } from "./following/following.resolver.js";
import { createForumFollowing } from "./following/following.service.js";
import { forumNotifications } from "./forum.notifications.js";
import { forumPermissions } from "./forum.permissions.js";
import { forumPersonalData } from "./forum.personal-data.js";
import { forumRetention } from "./forum.retention.js";
import { ThreadUpdatedResolver } from "./live/thread-updated.resolver.js";
import { watchThread } from "./live/thread.stream.js";
import { ForumCase, ForumReport } from "./moderation/case.entity.js";
import { casesById } from "./moderation/case.rows.js";
import { ForumModerationResolver, ForumReportResolver } from "./moderation/moderation.resolver.js";
import { createModeration } from "./moderation/moderation.service.js";
import { ForumPost, ForumPostRevision } from "./posts/post.entity.js";
import { repliesById } from "./replies/reply.rows.js";
import { ForumReplyResolver, ThreadRepliesResolver } from "./replies/reply.resolver.js";
import { createRepliesService, type RepliesService } from "./replies/replies.service.js";
import { LessonForumResolver, ProblemForumResolver } from "./subjects/subject-threads.resolver.js";
import { ProblemSurrender } from "./subjects/surrender.entity.js";
import { createGiveUp } from "./subjects/surrenders.js";
import { ForumThread } from "./threads/thread.entity.js";
import { ForumThreadResolver } from "./threads/thread.resolver.js";
import { threadsById } from "./threads/thread.rows.js";
import { threadSearchSource } from "./threads/thread.search-source.js";
import { createThreadsService, type ThreadsService } from "./threads/threads.service.js";
import { ForumVote } from "./votes/vote.entity.js";
import { ForumVoteResolver } from "./votes/vote.resolver.js";
import { createVotesService } from "./votes/votes.service.js";

declare module "../../contracts/module.js" {
  interface Services {
    forumCategories: CategoriesService;
    forumThreads: ThreadsService;
    forumReplies: RepliesService;
  }
}

export default {
  name: "forum",
  entities: [
    ...[ForumCategory, ForumModerator, ForumThread, ForumPost, ForumPostRevision, ForumVote, ForumFollow, ForumDraft, ProblemSurrender],
    ...[ForumCase, ForumReport],
  ],
  permissions: forumPermissions,
  fieldCosts: {
    "ForumDraft.body": { weight: 16 },
    "ForumThread.tags": { items: 5 },
    "ForumCategory.moderators": { items: 5 },
    "ForumCase.reports": { items: 5 },
    "ForumCase.signals": { items: 2 },
    "Query.forumCategories": { items: 20 },
    // Counts what the viewer may see.
    "Problem.forumThreadCount": { weight: 5 },
    "Lesson.forumThreadCount": { weight: 5 },
  },
  resolvers: [
    ...[ForumCategoryResolver, ForumThreadResolver, ForumReplyResolver, ThreadRepliesResolver, ForumVoteResolver, ForumFollowingResolver],
    ...[ForumDraftResolver, ProblemForumResolver, LessonForumResolver, ForumModerationResolver, ForumReportResolver, ThreadUpdatedResolver],
  ],
  notificationKinds: forumNotifications,
  retention: forumRetention,
  searchSources: [threadSearchSource],
  personalData: forumPersonalData,

  wire(platform, { problems }: Pick<Services, "problems">) {
    const dependencies = { ...platform, problems };
    const forumCategories = createCategoriesService(platform);
    const forumThreads = createThreadsService(dependencies);
    const forumReplies = createRepliesService(platform);
    const drafts = createDraftsService(dependencies);
    return {
      services: { forumCategories, forumThreads, forumReplies },
      resolvers: [
        new ForumCategoryResolver(forumCategories),
        new ForumThreadResolver(forumThreads),
        new ForumReplyResolver(forumReplies),
        new ForumVoteResolver(createVotesService(platform)),
        new ForumFollowingResolver(createForumFollowing(platform)),
        new ForumDraftResolver(drafts),
        new ProblemForumResolver(createGiveUp(dependencies)),
        new ForumModerationResolver(createModeration(platform)),
        new ThreadUpdatedResolver((viewer, threadId, from) => watchThread(platform, viewer, threadId, from)),
      ],
      nodes: {
        ForumCategory: nodesById("public", async ({ em }, ids) => (await listCategories(em)).filter(({ id }) => ids.includes(id))),
        ForumThread: nodesById("public", ({ em, viewer }, ids) => threadsById(em, viewer, ids)),
        ForumReply: nodesById("public", ({ em, viewer }, ids) => repliesById(em, viewer, ids)),
        ForumDraft: nodesById("forum:read-own", ({ em, signedIn }, ids) => drafts.byIds(em, signedIn, ids)),
        ForumCase: nodesById("forum:read-own", ({ em, signedIn }, ids) => casesById(em, signedIn, ids)),
      },
    };
  },
} satisfies Module;
