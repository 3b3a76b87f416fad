/** Evidence that the candidate was told about: sizes of pastes, and times in the background. Never texts. */
import { useEffect, useRef } from "preact/hooks";
import { ReportSignalsDocument, type AssessmentSignalInput } from "../api/generated.js";
import { UNSENT_KEY, type CandidateSession } from "./session.js";

interface Signal extends Omit<AssessmentSignalInput, "agoMs"> {
  /** By the clock of the client, of which only differences are reported. */
  at: number;
}

const GATHER_MS = 5_000;
const BATCH = 100;
/** Shorter ones are the browser's own, such as its menus. */
const SHORTEST_AWAY_MS = 1_000;
const LONGEST_MS = 86_400_000;
const within = (ms: number): number => Math.min(LONGEST_MS, Math.max(0, Math.round(ms)));

export interface Signals {
  add(signal: Signal): void;
  /** Before the sitting ends. Never rejects. */
  flush(): Promise<void>;
}

interface Unsent {
  gathered: Signal[];
  /** Sent and not acknowledged: repeated with the same key, so that nothing is counted twice. */
  batch: { key: string; signals: Signal[] } | null;
}

/** Kept in the tab: a request that a reload cuts off is repeated. */
function unsentBefore(): Unsent {
  try {
    return JSON.parse(sessionStorage.getItem(UNSENT_KEY) ?? "") as Unsent;
  } catch {
    return { gathered: [], batch: null };
  }
}

function keep(unsent: Unsent): void {
  try {
    if (unsent.batch || unsent.gathered.length > 0) sessionStorage.setItem(UNSENT_KEY, JSON.stringify(unsent));
    else sessionStorage.removeItem(UNSENT_KEY);
  } catch {
    // Storage is blocked or full: they live as long as the page.
  }
}

function createSignals(session: CandidateSession): Signals {
  let { gathered, batch } = unsentBefore();
  let waiting: ReturnType<typeof setTimeout> | null = null;
  const later = () => (waiting ??= setTimeout(() => void flush(), GATHER_MS));
  const flush = async (): Promise<void> => {
    if (waiting) clearTimeout(waiting);
    waiting = null;
    if (!batch) {
      if (gathered.length === 0) return;
      batch = { key: crypto.randomUUID(), signals: gathered.slice(0, BATCH) };
      gathered = gathered.slice(BATCH);
      keep({ gathered, batch });
    }
    const { key, signals } = batch;
    try {
      const sent = signals.map(({ at, ...signal }) => ({ ...signal, agoMs: within(Date.now() - at) }));
      await session.run(ReportSignalsDocument, { input: { batch: key, signals: sent } }, { keepalive: true });
      batch = null;
      keep({ gathered, batch });
    } catch {
      // Once the sitting has ended it is refused for good, and this page is left.
    }
    if (batch || gathered.length > 0) later();
  };
  if (batch || gathered.length > 0) later();
  return {
    add(signal) {
      gathered.push(signal);
      keep({ gathered, batch });
      later();
    },
    flush,
  };
}

/** Watches while the tasks are shown. `position` is the task that is open. */
export function useSignals(session: CandidateSession, position: number): { signals: Signals; onPaste: (event: ClipboardEvent) => void } {
  const signals = useRef<Signals | null>(null);
  signals.current ??= createSignals(session);
  const task = useRef(position);
  task.current = position;
  useEffect(() => {
    let since: number | null = null;
    const follow = () => {
      const isAway = document.hidden || !document.hasFocus();
      if (isAway) since ??= Date.now();
      else if (since !== null) {
        const durationMs = within(Date.now() - since);
        if (durationMs >= SHORTEST_AWAY_MS) signals.current!.add({ kind: "FOCUS_LOST", position: task.current, durationMs, at: since });
        since = null;
      }
    };
    addEventListener("blur", follow);
    addEventListener("focus", follow);
    document.addEventListener("visibilitychange", follow);
    const leave = () => void signals.current!.flush();
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      removeEventListener("blur", follow);
      removeEventListener("focus", follow);
      document.removeEventListener("visibilitychange", follow);
      void signals.current!.flush();
    };
  }, []);
  return {
    signals: signals.current,
    onPaste(event) {
      const chars = event.clipboardData?.getData("text/plain").length ?? 0;
      if (chars > 0) signals.current!.add({ kind: "PASTE", position: task.current, chars, at: Date.now() });
    },
  };
}
