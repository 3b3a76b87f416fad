import { useEffect, useRef, useState } from "preact/hooks";
import type { Failure } from "../api/failure.js";
import { createAutosave, type Autosave, type SaveState } from "./autosave.js";

/** Saves of the tasks that were opened: all of them must have ended before the sitting does. */
export type Saves = Set<Autosave>;

export interface Saving {
  autosave: Autosave;
  state: SaveState;
  failure: Failure | null;
}

/** Of one task. What is not saved when the task leaves the page is saved then. */
export function useAutosave(saves: Saves, save: () => Promise<void>): Saving {
  const [shown, show] = useState<{ state: SaveState; failure: Failure | null }>({ state: "saved", failure: null });
  const latest = useRef(save);
  latest.current = save;
  const [autosave] = useState(() =>
    createAutosave(
      () => latest.current(),
      (state, failure) => show({ state, failure }),
    ),
  );
  useEffect(() => {
    saves.add(autosave);
    return () => {
      saves.delete(autosave);
      void autosave.flush();
    };
  }, []);
  return { autosave, ...shown };
}
