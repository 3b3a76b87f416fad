import { EnrollDocument, TrackPageDocument } from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction, useQuery } from "../api/use-query.js";
import { DifficultyBadge, Icon, Loading, Title } from "../parts/basics.js";
import { Locked } from "../parts/locked.js";
import { Notice, SignInLink } from "../parts/notice.js";
import { ProgressBar } from "../parts/progress-bar.js";
import { Prose } from "../parts/prose.js";
import { Link } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

export function Track({ slug }: { slug: string }) {
  const viewer = useViewer();
  const { data, failure, reload } = useQuery(TrackPageDocument, { slug });
  const enroll = useAction(async (trackId: string) => {
    await run(EnrollDocument, { input: { trackId } });
    reload();
  });
  const track = data?.track;
  if (failure && !track) return <Notice failure={failure} onRetry={reload} />;
  if (!track) return <Loading />;
  const next = track.viewerEnrollment?.nextLesson;
  return (
    <>
      <Title lead={track.summary}>{track.title}</Title>
      <p class="facts">
        <DifficultyBadge difficulty={track.difficulty} />
        <span class="quiet">{words.tracks.lessons(track.lessonCount)}</span>
        <span class="quiet">{words.tracks.hours(track.estimatedMinutes)}</span>
      </p>
      {track.progress ? <ProgressBar percent={track.progress.percent} /> : null}
      {enroll.failure ? <Notice failure={enroll.failure} /> : null}
      {track.locked ? <Locked /> : null}
      <p class="row">
        {!viewer ? (
          <>
            {words.tracks.signInToStart} <SignInLink />
          </>
        ) : track.locked ? null : !track.viewerEnrollment ? (
          <button type="button" class="primary" disabled={enroll.busy} onClick={() => void enroll.act(track.id)}>
            {words.tracks.start}
          </button>
        ) : next ? (
          <Link class="button primary" href={`/lessons/${next.id}`}>
            {words.tracks.goOn(next.title)}
          </Link>
        ) : null}
      </p>
      <Prose html={track.text.description.html} />
      <h2>{words.tracks.contents}</h2>
      <ol class="modules">
        {track.modules.map((module) => (
          <li key={module.id}>
            <h3>{module.title}</h3>
            {module.summary ? <p class="quiet">{module.summary}</p> : null}
            <ul class="lessons">
              {module.lessons.map((lesson) => (
                <li key={lesson.id} class="row spread">
                  <Link href={`/lessons/${lesson.id}`}>{lesson.title}</Link>
                  {lesson.progress?.percent === 100 ? (
                    <span class="verdict good">
                      <Icon name="check" /> {words.tracks.done}
                    </span>
                  ) : (
                    <span class="quiet small">{words.tracks.hours(lesson.estimatedMinutes)}</span>
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </>
  );
}
