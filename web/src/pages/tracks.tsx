import { TracksDocument } from "../api/generated.js";
import { useList } from "../api/use-list.js";
import { DifficultyBadge, Empty, Loading, More, Title } from "../parts/basics.js";
import { Notice } from "../parts/notice.js";
import { ProgressBar } from "../parts/progress-bar.js";
import { Link } from "../routing.js";
import { words } from "../words.js";

export function Tracks() {
  const list = useList(TracksDocument, {}, (data) => data.tracks ?? null);
  return (
    <>
      <Title lead={words.tracks.lead}>{words.tracks.title}</Title>
      {list.failure ? <Notice failure={list.failure} onRetry={list.reload} /> : null}
      {list.nodes === null && !list.failure ? <Loading /> : null}
      {list.nodes?.length === 0 ? <Empty>{words.tracks.empty}</Empty> : null}
      <ul class="cards wide">
        {list.nodes?.map((track) => (
          <li key={track.id}>
            <article class="card">
              <h2>
                <Link href={`/tracks/${track.slug}`}>{track.title}</Link>
              </h2>
              <p>{track.summary}</p>
              <p class="facts">
                <DifficultyBadge difficulty={track.difficulty} />
                <span class="quiet">{words.tracks.lessons(track.lessonCount)}</span>
                <span class="quiet">{words.tracks.hours(track.estimatedMinutes)}</span>
              </p>
              {track.progress ? <ProgressBar percent={track.progress.percent} /> : null}
            </article>
          </li>
        ))}
      </ul>
      <More shown={list.hasMore} busy={list.loading} onMore={list.more} />
    </>
  );
}
