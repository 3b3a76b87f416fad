import {
  CompleteBlockDocument,
  CompleteLessonDocument,
  LessonPageDocument,
  type CompleteBlockMutation,
  type LessonPageQuery,
} from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction, useQuery } from "../api/use-query.js";
import { DifficultyBadge, Icon, Loading, Text, Title } from "../parts/basics.js";
import { Locked } from "../parts/locked.js";
import { Notice } from "../parts/notice.js";
import { ProgressBar } from "../parts/progress-bar.js";
import { Prose } from "../parts/prose.js";
import { Link } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

type Shown = NonNullable<LessonPageQuery["lesson"]>;
type Block = Shown["content"]["blocks"][number];
type Progress = NonNullable<CompleteBlockMutation["completeBlock"]>["lesson"]["progress"];

export function Lesson({ id }: { id: string }) {
  const viewer = useViewer();
  const { data, failure, reload, setData } = useQuery(LessonPageDocument, { id });
  const keep = (progress: Progress | undefined) =>
    setData((before) => (before.lesson && progress ? { ...before, lesson: { ...before.lesson, progress } } : before));
  const completeBlock = useAction(async (key: string) => {
    const { completeBlock: done } = await run(CompleteBlockDocument, { input: { lessonId: id, key } });
    keep(done?.lesson.progress);
  });
  const completeLesson = useAction(async () => {
    const { completeLesson: done } = await run(CompleteLessonDocument, { input: { lessonId: id } });
    keep(done?.lesson.progress);
  });
  const lesson = data?.lesson;
  if (failure && !lesson) return <Notice failure={failure} onRetry={reload} />;
  if (!lesson) return <Loading />;
  const { progress, track, content, previous, next } = lesson;
  const takesTrack = Boolean(track.viewerEnrollment && viewer);
  return (
    <article class="lesson">
      <p>
        <Link href={`/tracks/${track.slug}`}>{track.title}</Link>
      </p>
      <Title>{content.title}</Title>
      {progress ? <ProgressBar percent={progress.percent} /> : takesTrack ? null : <p class="quiet">{words.tracks.join}</p>}
      {lesson.locked ? <Locked /> : null}
      {content.blocks.map((block) => (
        <section key={block.key} class="block">
          <BlockView block={block} />
          {takesTrack && block.kind !== "PROBLEM" && block.kind !== "QUIZ" && block.kind !== "MARKDOWN" ? (
            progress?.completedBlockKeys.includes(block.key) ? (
              <Done />
            ) : (
              <button type="button" class="plain" disabled={completeBlock.busy} onClick={() => void completeBlock.act(block.key)}>
                {words.tracks.markDone}
              </button>
            )
          ) : progress?.completedBlockKeys.includes(block.key) && block.kind !== "MARKDOWN" ? (
            <Done />
          ) : null}
        </section>
      ))}
      {completeBlock.failure ? <Notice failure={completeBlock.failure} /> : null}
      {completeLesson.failure ? <Notice failure={completeLesson.failure} /> : null}
      {takesTrack && !lesson.locked ? (
        progress?.percent === 100 ? (
          <p class="verdict good" role="status">
            <Icon name="check" /> {words.tracks.lessonDone}
          </p>
        ) : (
          <button type="button" class="primary" disabled={completeLesson.busy} onClick={() => void completeLesson.act(undefined)}>
            {words.tracks.completeLesson}
          </button>
        )
      ) : null}
      <nav class="row spread" aria-label={words.tracks.contents}>
        {previous ? <Link href={`/lessons/${previous.id}`}>{`${words.tracks.previous}: ${previous.title}`}</Link> : <span />}
        {next ? <Link href={`/lessons/${next.id}`}>{`${words.tracks.next}: ${next.title}`}</Link> : null}
      </nav>
    </article>
  );
}

function Done() {
  return (
    <span class="verdict good">
      <Icon name="check" /> {words.tracks.done}
    </span>
  );
}

/** Nothing is loaded from other sites: a video is a link. */
function BlockView({ block }: { block: Block }) {
  const { markdown, code, image, file, video, problem, quiz } = block;
  if (markdown) return <Prose html={markdown.html} />;
  if (code) return <Text label={code.language?.name ?? words.problem.code}>{code.source}</Text>;
  if (image) {
    const rendition = image.file?.renditions.at(-1);
    return (
      <figure>
        {rendition ? (
          <img
            src={rendition.url}
            alt={image.alt}
            loading="lazy"
            width={rendition.width ?? undefined}
            height={rendition.height ?? undefined}
          />
        ) : null}
        {image.caption ? <figcaption>{image.caption}</figcaption> : null}
      </figure>
    );
  }
  if (file) return <p>{file.title || file.file?.fileName}</p>;
  if (video) {
    return (
      <p>
        <a href={video.url} rel="noreferrer" target="_blank">
          {`${words.tracks.video}: ${video.title}`}
        </a>
      </p>
    );
  }
  if (problem?.problem) {
    const { slug, title, difficulty } = problem.problem;
    return (
      <div class="card">
        <h2>{title}</h2>
        <p class="facts">
          <DifficultyBadge difficulty={difficulty} />
        </p>
        <Link class="button" href={`/problems/${slug}`}>
          {words.tracks.openProblem}
        </Link>
      </div>
    );
  }
  if (quiz?.quiz) {
    const { slug, title, questionCount } = quiz.quiz;
    return (
      <div class="card">
        <h2>{title}</h2>
        <Link class="button" href={`/quizzes/${slug}`}>
          {words.tracks.openQuiz(questionCount)}
        </Link>
      </div>
    );
  }
  return <p class="quiet">{words.tracks.unsupported}</p>;
}
