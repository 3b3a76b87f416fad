import { useCallback, useEffect, useState } from "preact/hooks";
import { asFailure, type Failure } from "./failure.js";
import type { TypedDocumentString } from "./generated.js";
import { run } from "./run.js";
import { useQuery } from "./use-query.js";

interface Connection<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

export interface List<Node> {
  /** Null until the first page is read. */
  nodes: Node[] | null;
  failure: Failure | null;
  loading: boolean;
  hasMore: boolean;
  more(): void;
  reload(): void;
}

/** A connection that grows page by page. New variables begin with the first page. */
export function useList<Data, Variables extends { after?: string | null }, Node>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables | null,
  connectionIn: (data: Data) => Connection<Node> | null,
): List<Node> {
  const first = useQuery(document, variables);
  const [later, setLater] = useState<Connection<Node>[]>([]);
  const [growing, setGrowing] = useState<{ busy: boolean; failure: Failure | null }>({ busy: false, failure: null });
  useEffect(() => {
    setLater([]);
    setGrowing({ busy: false, failure: null });
  }, [first.data]);

  const start = first.data ? connectionIn(first.data) : null;
  const end = later.at(-1) ?? start;
  const more = useCallback(() => {
    if (growing.busy || !end?.pageInfo.endCursor || !variables) return;
    const began = first.data;
    setGrowing({ busy: true, failure: null });
    run(document, { ...variables, after: end.pageInfo.endCursor }).then(
      (data) => {
        const page = connectionIn(data);
        // The list began anew in the meantime.
        if (page && began === first.data) setLater((before) => [...before, page]);
        setGrowing({ busy: false, failure: null });
      },
      (error: unknown) => setGrowing({ busy: false, failure: asFailure(error) }),
    );
  }, [growing.busy, end, first.data, JSON.stringify(variables)]);

  return {
    nodes: start ? [start, ...later].flatMap(({ nodes }) => nodes) : null,
    failure: first.failure ?? growing.failure,
    loading: first.loading || growing.busy,
    hasMore: Boolean(end?.pageInfo.hasNextPage) && first.failure === null,
    more,
    reload: first.reload,
  };
}
