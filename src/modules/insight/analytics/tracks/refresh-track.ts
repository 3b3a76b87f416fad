import { rows, type Transaction } from "../../../../platform/database/database.js";
import { take } from "../changes/changes.js";
import { LEAST_PEOPLE } from "../problems/problem-figures.js";
import type { TrackFigures } from "./track-figures.js";

const quantile = (share: number) => `case when p.timed >= ${LEAST_PEOPLE} then round(p.times[${share}]::numeric)::int end`;

/**
 * Reads the progress of each lesson once, by its index. A lesson is started once it was viewed or completed; a module is complete when all
 * its lessons are.
 */
const FIGURES = `
  with places as (
    select l.id, l.module_id, row_number() over (order by m.position, m.id, l.position, l.id)::int as place, count(*) over (partition by l.module_id) as size
    from lessons l join track_modules m on m.id = l.module_id where l.track_id = ? and l.status = 'PUBLISHED'
  ), takers as (
    select user_id, completed_at is not null as done from enrollments where track_id = ?
  ), progress as materialized (
    select lp.user_id, t.done, lp.lesson_id, pl.module_id, pl.place, pl.size, lp.completed_at is not null as complete, lp.active_ms
    from places pl join lesson_progress lp on lp.lesson_id = pl.id join takers t on t.user_id = lp.user_id
    where lp.last_viewed_at is not null or lp.completed_at is not null
  ), stops as (
    select place, count(*)::int as count from (select max(place) as place from progress where not done group by user_id) s group by place
  ), of_lessons as (
    select lesson_id, count(*)::int as started, (count(*) filter (where complete))::int as completed, (count(*) filter (where active_ms > 0))::int as timed,
      percentile_cont(array[0.25, 0.5, 0.75]) within group (order by active_ms) filter (where active_ms > 0) as times
    from progress group by lesson_id
  ), of_modules as (
    select module_id, count(*)::int as started, (count(*) filter (where complete = size))::int as completed
    from (select module_id, user_id, size, count(*) filter (where complete) as complete from progress group by module_id, user_id, size) m group by module_id
  )
  select (select count(*)::int from takers) as enrolled, (select count(*)::int from takers where done) as completed,
    (select count(distinct user_id)::int from progress) as started,
    coalesce((select json_agg(json_build_object('moduleId', m.id, 'started', coalesce(o.started, 0), 'completed', coalesce(o.completed, 0)) order by m.position, m.id)
      from track_modules m left join of_modules o on o.module_id = m.id where m.track_id = ?), '[]') as modules,
    coalesce((select json_agg(json_build_object('lessonId', pl.id, 'moduleId', pl.module_id, 'started', coalesce(p.started, 0), 'completed', coalesce(p.completed, 0),
        'stoppedHere', coalesce(s.count, 0), 'timed', coalesce(p.timed, 0), 'lowerQuartileMs', ${quantile(1)}, 'medianMs', ${quantile(2)}, 'upperQuartileMs', ${quantile(3)})
        order by pl.place)
      from places pl left join of_lessons p on p.lesson_id = pl.id left join stops s on s.place = pl.place), '[]') as lessons`;

export async function refreshTrack(tx: Transaction, id: string): Promise<void> {
  await take(tx, "TRACK", [id]);
  const [figures] = await rows<TrackFigures>(tx, FIGURES, [id, id, id]);
  await tx.execute(
    `insert into analytics_tracks (track_id, figures, refreshed_at) select t.id, ?::jsonb, now() from tracks t where t.id = ?
     on conflict (track_id) do update set figures = excluded.figures, refreshed_at = excluded.refreshed_at`,
    [JSON.stringify(figures), id],
  );
}
