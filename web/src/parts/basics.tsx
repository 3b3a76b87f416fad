import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Difficulty } from "../api/generated.js";
import { words } from "../words.js";

const ICONS = {
  check: "M4 12.5l5 5L20 6.5",
  cross: "M6 6l12 12M18 6L6 18",
  clock: "M12 7v5l3.5 2M12 3a9 9 0 100 18 9 9 0 000-18z",
  dash: "M6 12h12",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3",
  half: "M12 4a8 8 0 100 16z",
  bell: "M6 17V11a6 6 0 0112 0v6l1.5 2h-15zM10 21h4",
  play: "M8 5l11 7-11 7z",
} as const;

export type IconName = keyof typeof ICONS;

/** Decoration: the text beside it says the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  );
}

export function DifficultyBadge({ difficulty }: { difficulty: Difficulty }) {
  return <span class={`badge ${difficulty.toLowerCase()}`}>{words.difficulties[difficulty]}</span>;
}

let isFirstView = true;

/** The heading of a view, and the title of the document. Takes the focus, so that screen readers notice the new view. */
export function Title({ children, lead }: { children: string; lead?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · ${words.brand}`;
    // Not on the page load: there, screen readers begin with the document.
    if (!isFirstView) heading.current?.focus({ preventScroll: true });
    isFirstView = false;
  }, [children]);
  return (
    <div class="title">
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
      {lead ? <p class="lead">{lead}</p> : null}
    </div>
  );
}

export function Loading() {
  return (
    <p class="quiet loading" role="status">
      {words.loading}
    </p>
  );
}

/** In place of a whole view. web/app.html begins with the same. */
export function Skeleton() {
  return (
    <div class="skeleton">
      <p class="hidden" role="status">
        {words.loading}
      </p>
      <span class="heading" />
      <span />
      <span />
      <span />
      <span />
    </div>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <div class="empty">{children}</div>;
}

/** "Show more" below a list. */
export function More({ shown, busy, onMore }: { shown: boolean; busy: boolean; onMore: () => void }) {
  if (!shown) return null;
  return (
    <button type="button" class="more" disabled={busy} onClick={onMore}>
      {busy ? words.loading : words.more}
    </button>
  );
}

/** Code or output as it is. Reachable by keyboard, as it may scroll. */
export function Text({ children, label }: { children: string; label: string }) {
  return (
    <pre class="text" tabIndex={0} role="group" aria-label={label}>
      {children || " "}
    </pre>
  );
}
