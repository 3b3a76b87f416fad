import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import type { ShownContent } from "../blocks/lesson-content.resolver.js";
import { LessonContentType } from "../blocks/lesson-content.type.js";
import type { LessonContent } from "../lessons/lesson-content.js";
import type { LessonRow } from "../lessons/lesson.rows.js";
import { LessonType } from "../lessons/lesson.type.js";
import { translated } from "../../../../kernel/locales.js";
import { LOCALE_ARGUMENT } from "../tracks/track.type.js";
import { diffOf, type LessonDiff } from "./lesson-diff.js";
import { lessonRevisions, type LessonRevisionRow } from "./lesson-revision.loaders.js";
import { LessonDiffType, LessonRevisionConnection, LessonRevisionType } from "./lesson-revision.type.js";

/** Editor-only fields of a lesson: history and preview. */
@Resolver(() => LessonType)
export class LessonHistoryResolver {
  @Visible("owner")
  @FieldResolver(() => LessonRevisionType, {
    nullable: true,
    description: "Newest revision. Visible to editors; null for others. Not `live` while a published lesson has unpublished edits.",
  })
  latestRevision(@Ctx() context: RequestContext, @Root() { id, latest }: LessonRow): Promise<LessonRevisionRow | null> {
    return context.loader(lessonRevisions.byNumber).load({ parentId: id, number: latest });
  }

  @Visible("owner")
  @FieldResolver(() => LessonRevisionType, {
    nullable: true,
    description: "One revision. Visible to editors; null for others, and if there is no revision with this number.",
  })
  async revision(
    @Ctx() context: RequestContext,
    @Root() { id }: LessonRow,
    @Arg("number", () => Int, { description: "Number of the revision." }) number: number,
  ): Promise<LessonRevisionRow | null> {
    return context.loader(lessonRevisions.byNumber).load({ parentId: id, number });
  }

  @Visible("owner")
  @FieldResolver(() => LessonRevisionConnection, {
    nullable: true,
    description: "All revisions, newest first. Visible to editors; null for others.",
  })
  revisions(
    @Ctx() context: RequestContext,
    @Root() { id }: LessonRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<LessonRevisionRow>> {
    return context.loader(lessonRevisions.ofParent).load({ parentId: id, page });
  }

  @Visible("owner")
  @FieldResolver(() => LessonContentType, {
    nullable: true,
    description:
      "The latest revision as a learner would read it if it were published now: problems that are not published are left out. Visible to editors; null for others.",
  })
  async preview(
    @Ctx() context: RequestContext,
    @Root() { id, latest }: LessonRow,
    @Arg("locale", () => String, { nullable: true, description: LOCALE_ARGUMENT }) locale?: string | null,
  ): Promise<ShownContent | null> {
    const revision = await context.loader(lessonRevisions.byNumber).load({ parentId: id, number: latest });
    return revision && shown(revision, await context.loader(lessonRevisions.content).load(revision.id), locale, true);
  }
}

@Resolver(() => LessonRevisionType)
export class LessonRevisionResolver {
  @FieldResolver(() => UserType, { nullable: true, description: "Author of the revision. Null once the account is deleted." })
  author(@Ctx() context: RequestContext, @Root() { authorId }: LessonRevisionRow): Promise<UserType | null> | null {
    return authorId === null ? null : context.loader(userById).load(authorId);
  }

  @FieldResolver(() => LessonContentType, { description: "The lesson in this revision, in one language." })
  async content(
    @Ctx() context: RequestContext,
    @Root() revision: LessonRevisionRow,
    @Arg("locale", () => String, { nullable: true, description: LOCALE_ARGUMENT }) locale?: string | null,
  ): Promise<ShownContent> {
    return shown(revision, await context.loader(lessonRevisions.content).load(revision.id), locale, false);
  }

  @FieldResolver(() => LessonDiffType, {
    nullable: true,
    description: "What differs from another revision of the lesson. Null if there is none with this number.",
  })
  async diff(
    @Ctx() context: RequestContext,
    @Root() { id, lessonId, number, locale }: LessonRevisionRow,
    @Arg("since", () => Int, { nullable: true, description: "Number of the older revision. Default: the one before this." })
    since?: number | null,
  ): Promise<LessonDiff | null> {
    const older = await context.loader(lessonRevisions.byNumber).load({ parentId: lessonId, number: since ?? number - 1 });
    if (!older) return null;
    const contents = context.loader(lessonRevisions.content);
    return diffOf(await contents.load(older.id), await contents.load(id), locale);
  }
}

function shown(
  revision: LessonRevisionRow,
  content: LessonContent,
  requested: string | null | undefined,
  asLearner: boolean,
): ShownContent {
  const { title, summary, blocks, translations } = content;
  const text = translated({ title, summary, blocks }, { locale: revision.locale, translations }, requested);
  return { locale: text.locale, title: text.title, summary: text.summary, revisionNumber: revision.number, stored: text.blocks, asLearner };
}
