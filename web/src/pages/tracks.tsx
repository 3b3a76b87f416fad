import { TracksDocument } from "../api/generated.js";
import { useList } from "../api/use-list.js";
import { DifficultyBadge, Title } from "../parts/basics.js";
import { Cards } from "../parts/cards.js";
import { ProgressBar } from "../parts/progress-bar.js";
import { Link } from "../routing.js";
import { words } from "../words.js";

export function Tracks() {
  const list = useList(TracksDocument, {}, (data) => data.tracks ?? null);
  return (
    <>
      <Title lead={words.tracks.lead}>{words.tracks.title}</Title>
      <Cards
        list={list}
        empty={words.tracks.empty}
        look="wide"
        card={(track) => (
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
        )}
      />
    </>
  );
}
