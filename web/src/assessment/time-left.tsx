import { clockText, useCountdown } from "../parts/countdown.js";
import { words } from "../words.js";

const MINUTE_MS = 60_000;
/** Minutes before the end that are announced. */
const ANNOUNCED = [1, 5];

/** The server's time that is left. It is shown each second, and announced twice. */
export function TimeLeft({ ms, text = words.assessment.left, onEnd }: { ms: number; text?: (left: string) => string; onEnd?: () => void }) {
  const left = useCountdown(ms, onEnd) ?? 0;
  const soon = ANNOUNCED.find((minutes) => left <= minutes * MINUTE_MS);
  return (
    <>
      <span role="timer" class={soon ? "clock late" : "clock"}>
        {text(clockText(left))}
      </span>
      <span class="hidden" role="status">
        {soon ? words.assessment.leftSoon(soon) : ""}
      </span>
    </>
  );
}
