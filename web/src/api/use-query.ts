import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useStore } from "../store.js";
import { asFailure, type Failure } from "./failure.js";
import type { TypedDocumentString } from "./generated.js";
import { read } from "./read.js";
import { reachable } from "./run.js";
import { sessionNumber } from "./session.js";

export interface Query<Data> {
  /** What was read last; kept while it is read again. */
  data: Data | null;
  failure: Failure | null;
  loading: boolean;
  reload(): void;
  /** For answers of mutations and subscriptions. */
  setData(change: (data: Data) => Data): void;
}

/** Reads when the variables or the account change. With `variables` null it reads nothing. */
export function useQuery<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables | null): Query<Data> {
  const [state, setState] = useState<Pick<Query<Data>, "data" | "failure" | "loading">>({ data: null, failure: null, loading: true });
  const [round, setRound] = useState(0);
  const session = useStore(sessionNumber);
  const key = JSON.stringify(variables);
  /** Nothing, or something old, is shown, as the server could not be reached. */
  const isMissing = useRef(false);
  const isReachable = useStore(reachable);

  useEffect(() => {
    if (key === "null") return;
    const abort = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    read(document, JSON.parse(key) as Variables, abort.signal).then(
      (answer) => {
        if (abort.signal.aborted) return;
        isMissing.current = answer.isOld;
        setState({ data: answer.data, failure: null, loading: false });
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        const failure = asFailure(error);
        isMissing.current = failure.code === "OFFLINE";
        setState(({ data }) => ({ data, failure, loading: false }));
      },
    );
    return () => abort.abort();
  }, [document, key, round, session]);

  // The server answers again: what is missing is read now.
  useEffect(() => {
    if (isReachable && isMissing.current) setRound((before) => before + 1);
  }, [isReachable]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  const setData = useCallback(
    (change: (data: Data) => Data) => setState((before) => (before.data ? { ...before, data: change(before.data) } : before)),
    [],
  );
  return { ...state, reload, setData };
}

export interface Action<Input, Result> {
  /** Resolves to null when it failed, or while an earlier call still runs. */
  act(input: Input): Promise<Result | null>;
  busy: boolean;
  failure: Failure | null;
  clear(): void;
}

/** A step that a visitor starts, one at a time. */
export function useAction<Input, Result>(step: (input: Input) => Promise<Result>): Action<Input, Result> {
  const [state, setState] = useState<{ busy: boolean; failure: Failure | null }>({ busy: false, failure: null });
  const running = useRef(false);
  const act = async (input: Input): Promise<Result | null> => {
    if (running.current) return null;
    running.current = true;
    setState({ busy: true, failure: null });
    try {
      const result = await step(input);
      setState({ busy: false, failure: null });
      return result;
    } catch (error) {
      setState({ busy: false, failure: asFailure(error) });
      return null;
    } finally {
      running.current = false;
    }
  };
  return { act, ...state, clear: () => setState({ busy: false, failure: null }) };
}
