/** Saves what is typed, some time after the last change. One save at a time; what was changed meanwhile follows. */
import { asFailure, type Failure } from "../api/failure.js";

const AFTER_MS = 800;
const AGAIN_MS = 4_000;
/** Repeating these changes nothing. */
const FINAL = ["BAD_USER_INPUT", "CONFLICT", "FORBIDDEN", "NOT_FOUND", "PAYLOAD_TOO_LARGE", "UNAUTHENTICATED"];

export type SaveState = "saved" | "saving" | "failed";

export interface Autosave {
  /** Something has changed. */
  touch(): void;
  /** Saves now. Resolves when nothing is on its way any more. */
  flush(): Promise<void>;
}

export function createAutosave(save: () => Promise<void>, tell: (state: SaveState, failure: Failure | null) => void): Autosave {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let changed = false;

  const saveAll = async (): Promise<void> => {
    while (changed) {
      changed = false;
      try {
        await save();
      } catch (error) {
        const failure = asFailure(error);
        tell("failed", failure);
        if (FINAL.includes(failure.code)) return;
        changed = true;
        waiting = setTimeout(() => void flush(), failure.extensions.retryAfterMs ?? AGAIN_MS);
        return;
      }
    }
    tell("saved", null);
  };
  const flush = (): Promise<void> => {
    clearTimeout(waiting);
    if (!changed && !running) return Promise.resolve();
    running ??= saveAll().finally(() => (running = null));
    return running;
  };
  return {
    touch() {
      changed = true;
      tell("saving", null);
      clearTimeout(waiting);
      waiting = setTimeout(() => void flush(), AFTER_MS);
    },
    flush,
  };
}
