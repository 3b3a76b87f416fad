import { words } from "../words.js";

export function ProgressBar({ percent }: { percent: number }) {
  return (
    <p class="progress">
      <progress max={100} value={percent} aria-label={words.tracks.progress(percent)} />
      <span class="quiet small">{words.tracks.progress(percent)}</span>
    </p>
  );
}
