import { useEffect, useState } from "preact/hooks";
import { WatchDocument, type LiveJudgementFragment } from "../api/generated.js";
import type { Failure } from "../api/failure.js";
import { watch } from "../api/live.js";

export interface Live {
  judgement: LiveJudgementFragment | null;
  failure: Failure | null;
}

/** Follows a submission until its verdict. With `id` null it follows nothing. `onFinished` runs once. */
export function useLiveJudgement(id: string | null, onFinished?: () => void): Live {
  const [live, setLive] = useState<Live>({ judgement: null, failure: null });
  useEffect(() => {
    setLive({ judgement: null, failure: null });
    if (id === null) return;
    return watch(
      WatchDocument,
      { id },
      {
        next: ({ submissionStatus }) => {
          const judgement = submissionStatus?.submission.judgement;
          if (!judgement) return;
          setLive({ judgement, failure: null });
          if (judgement.status === "FINISHED") onFinished?.();
        },
        failed: (failure) => setLive((before) => ({ ...before, failure })),
      },
    );
  }, [id]);
  return live;
}
