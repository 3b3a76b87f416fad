/** The signed-in account and the state of the installation, read when the page loads and after signing in or out. */
import { useEffect } from "preact/hooks";
import { StartDocument, type StartQuery } from "./api/generated.js";
import { asFailure, offline, type Failure } from "./api/failure.js";
import { read } from "./api/read.js";
import { reachable } from "./api/run.js";
import { mayBeSignedIn, sessionNumber } from "./api/session.js";
import { createStore, useStore } from "./store.js";

export type Viewer = NonNullable<StartQuery["me"]>;

interface Start {
  /** False until it is known whether somebody is signed in. Visitors without an account need not wait. */
  ready: boolean;
  viewer: Viewer | null;
  site: StartQuery["site"];
  failure: Failure | null;
}

const start = createStore<Start>({ ready: !mayBeSignedIn(), viewer: null, site: null, failure: null });

export const useStart = (): Start => useStore(start);
export const useViewer = (): Viewer | null => useStart().viewer;

/** While the server cannot be reached. Not all pages ask at the same moment. */
const ASK_AGAIN_MS = 5_000;

/** Call it again after a failure. */
export async function readStart(): Promise<void> {
  try {
    const { data, isOld } = await read(StartDocument, {});
    start.set({ ready: true, viewer: data.me ?? null, site: data.site ?? null, failure: isOld ? offline() : null });
  } catch (error) {
    start.set({ ...start.get(), failure: asFailure(error) });
  }
}

/** For the root of the application. */
export function useStartReader(): void {
  const session = useStore(sessionNumber);
  useEffect(() => void readStart(), [session]);
  const isReachable = useStore(reachable);
  useEffect(() => {
    if (isReachable) return;
    const asking = setInterval(() => void readStart(), ASK_AGAIN_MS * (0.75 + Math.random() / 2));
    return () => clearInterval(asking);
  }, [isReachable]);
  useEffect(() => {
    const again = () => start.get().failure && void readStart();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, []);
}
