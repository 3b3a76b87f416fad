import { useEffect, useRef, useState } from "preact/hooks";

const SECOND_MS = 1000;

/** Milliseconds left, each second. `ms` counts from the moment at which it was given; null stands still. `onEnd` runs once. */
export function useCountdown(ms: number | null, onEnd?: () => void): number | null {
  const [left, setLeft] = useState(ms);
  const latest = useRef(onEnd);
  latest.current = onEnd;
  useEffect(() => {
    setLeft(ms);
    if (ms === null) return;
    const end = Date.now() + ms;
    const ticking = setInterval(() => {
      const now = Math.max(0, end - Date.now());
      setLeft(now);
      if (now > 0) return;
      clearInterval(ticking);
      latest.current?.();
    }, SECOND_MS);
    return () => clearInterval(ticking);
  }, [ms]);
  return left;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** h:mm:ss, or m:ss below an hour. */
export function clockText(ms: number): string {
  const seconds = Math.ceil(ms / SECOND_MS);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
