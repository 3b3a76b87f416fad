import { words } from "../words.js";

interface Bucket {
  from: number;
  to: number;
  count: number;
}

/** Accepted solutions by a figure; `value` marks the viewer's. All figures are also in a table for screen readers. */
export function Histogram({
  label,
  buckets,
  value,
  format,
}: {
  label: string;
  buckets: readonly Bucket[];
  value: number | null;
  format: (value: number) => string;
}) {
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  const own = value === null ? -1 : buckets.findIndex(({ to }, at) => value < to || at === buckets.length - 1);
  return (
    <figure class="histogram">
      <div class="bars" aria-hidden="true">
        {buckets.map(({ from, count }, at) => (
          <div key={from} class={at === own ? "bar-of own" : "bar-of"}>
            {at === own ? <span class="mark">{words.problem.you}</span> : null}
            <div class="fill" style={{ height: `${Math.max(count === 0 ? 0 : 4, (count / most) * 100)}%` }} />
          </div>
        ))}
      </div>
      <div class="axis" aria-hidden="true">
        <span>{buckets[0] ? format(buckets[0].from) : ""}</span>
        <span>{buckets.length > 0 ? format(buckets.at(-1)!.to) : ""}</span>
      </div>
      <figcaption>{label}</figcaption>
      <ul class="hidden">
        {buckets.map(({ from, to, count }, at) => (
          <li key={from}>{`${format(from)} – ${format(to)}: ${count}${at === own ? ` (${words.problem.you})` : ""}`}</li>
        ))}
      </ul>
    </figure>
  );
}
