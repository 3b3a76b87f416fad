import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { TopicRow } from "../../../practice/topics/topic.loaders.js";
import { TopicType } from "../../../practice/topics/topic.type.js";
import { quizById } from "../../quizzes/authoring/quiz.rows.js";
import type { ShownContent } from "../blocks/lesson-content.resolver.js";
import { LessonContentType } from "../blocks/lesson-content.type.js";
import { servedLocale, translated } from "../../../../kernel/locales.js";
import { moduleById, type ModuleRow } from "../modules/track-module.loaders.js";
import { ContentTextType, TrackModuleType } from "../modules/track-module.type.js";
import { trackById } from "../tracks/track.loaders.js";
import type { TrackRow } from "../tracks/track.rows.js";
import { LOCALE_ARGUMENT, TrackType } from "../tracks/track.type.js";
import { bodyOfLesson, neighboursOfLesson, topicsOfLesson } from "./lesson.loaders.js";
import { isLocked, readWholeLesson, type LessonBody, type LessonRow } from "./lesson.rows.js";
import { LessonType } from "./lesson.type.js";

const NO_BODY: LessonBody = { blocks: [], translatedBlocks: {} };

@Resolver(() => LessonType)
export class LessonResolver {
  @Allow("public")
  @Query(() => LessonType, {
    nullable: true,
    description:
      "A lesson. One that is not published, or whose track is not, is visible to the track's editors only. Of one that is `locked`, only the outline. Errors: NOT_FOUND.",
  })
  async lesson(
    @Ctx() context: RequestContext,
    @Arg("id", () => idOf("Lesson"), { description: "ID of the lesson." }) id: string,
  ): Promise<LessonRow> {
    const { blocks, translatedBlocks, problems, quizzes, ...lesson } = await readWholeLesson(context.em, context.viewer, id);
    context.loader(bodyOfLesson).prime(lesson.id, { blocks, translatedBlocks });
    for (const problem of problems) context.loader(problemById).prime(problem.id, problem);
    for (const quiz of quizzes) context.loader(quizById).prime(quiz.id, quiz);
    return lesson;
  }

  @Visible("public")
  @FieldResolver(() => ContentTextType, { description: "Title and summary in one language." })
  text(
    @Root() { title, summary, ...lesson }: LessonRow,
    @Arg("locale", () => String, { nullable: true, description: LOCALE_ARGUMENT }) locale?: string | null,
  ): ContentTextType {
    return translated({ title, summary }, lesson, locale);
  }

  @Visible("public")
  @FieldResolver(() => Boolean, {
    description:
      "Whether you see its outline only: its track is premium, it is no `freePreview`, and you have neither bought the track nor a plan that opens premium tracks. If so, `content` has no blocks and `materials` is empty, without an error; what needs the content is ENTITLEMENT_REQUIRED.",
  })
  locked(@Ctx() { viewer }: RequestContext, @Root() lesson: LessonRow): boolean {
    return isLocked(viewer, lesson);
  }

  @Visible("public")
  @FieldResolver(() => LessonContentType, {
    description: "The lesson in one language, as learners read it. Without blocks if it is `locked`.",
  })
  async content(
    @Ctx() context: RequestContext,
    @Root() lesson: LessonRow,
    @Arg("locale", () => String, { nullable: true, description: LOCALE_ARGUMENT }) requested?: string | null,
  ): Promise<ShownContent> {
    const { title, summary, translations, revision } = lesson;
    const locked = isLocked(context.viewer, lesson);
    const { blocks, translatedBlocks } = locked ? NO_BODY : await context.loader(bodyOfLesson).load(lesson.id);
    const locale = servedLocale(requested, Object.keys(translations), lesson.locale);
    const own = locale === lesson.locale;
    const text = own ? { title, summary } : translations[locale]!;
    return { ...text, locale, revisionNumber: revision, stored: own ? blocks : (translatedBlocks[locale] ?? []), asLearner: false };
  }

  @Visible("public")
  @FieldResolver(() => [TopicType], { description: "Topics that the lesson is about." })
  topics(@Ctx() context: RequestContext, @Root() { id }: LessonRow): Promise<TopicRow[]> {
    return context.loader(topicsOfLesson).load(id);
  }

  @Visible("public")
  @FieldResolver(() => TrackModuleType, { description: "The module that the lesson belongs to." })
  async module(@Ctx() context: RequestContext, @Root() { moduleId }: LessonRow): Promise<ModuleRow> {
    return (await context.loader(moduleById).load(moduleId))!;
  }

  @Visible("public")
  @FieldResolver(() => TrackType, { description: "The track that the lesson belongs to." })
  async track(@Ctx() context: RequestContext, @Root() { trackId }: LessonRow): Promise<TrackRow> {
    return (await context.loader(trackById).load(trackId))!;
  }

  @Visible("public")
  @FieldResolver(() => LessonType, {
    nullable: true,
    description: "The next lesson of the track that you may read, across modules. Null for the last one.",
  })
  async next(@Ctx() context: RequestContext, @Root() { id }: LessonRow): Promise<LessonRow | null> {
    return (await context.loader(neighboursOfLesson).load(id)).next;
  }

  @Visible("public")
  @FieldResolver(() => LessonType, {
    nullable: true,
    description: "The previous lesson of the track that you may read, across modules. Null for the first one.",
  })
  async previous(@Ctx() context: RequestContext, @Root() { id }: LessonRow): Promise<LessonRow | null> {
    return (await context.loader(neighboursOfLesson).load(id)).previous;
  }
}
