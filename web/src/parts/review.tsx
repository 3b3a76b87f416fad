import { useEffect, useState } from "preact/hooks";
import {
  AllowAiDocument,
  AskForReviewDocument,
  CancelReviewDocument,
  ReviewPageDocument,
  WatchReviewDocument,
  type ReviewViewFragment,
} from "../api/generated.js";
import type { Failure } from "../api/failure.js";
import { watch } from "../api/live.js";
import { run } from "../api/run.js";
import { useAction, useQuery } from "../api/use-query.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";
import { Notice } from "./notice.js";
import { ReviewResult } from "./review-result.js";

/** Asks AI about a judged submission of the viewer, and shows the answer as it is written. Nothing where there is no AI. */
export function Review({ id }: { id: string }) {
  const viewer = useViewer();
  const { data, setData } = useQuery(ReviewPageDocument, viewer ? { id } : null);
  const [asked, setAsked] = useState<ReviewViewFragment | null>(null);
  const [watched, setWatched] = useState<string | null>(null);
  const live = useLiveReview(watched, setAsked);
  const ask = useAction(async (allow: boolean) => {
    if (allow) {
      const { setAiConsent } = await run(AllowAiDocument, {});
      if (setAiConsent) setData((before) => ({ ...before, aiSettings: { ...before.aiSettings!, ...setAiConsent.settings } }));
    }
    const request = (await run(AskForReviewDocument, { id })).reviewSubmission?.request ?? null;
    setAsked(request);
    setWatched(request && isOpen(request) ? request.id : null);
  });
  const cancel = useAction(async (request: string) => void (await run(CancelReviewDocument, { id: request })));

  const { aiSettings: settings, submission } = data ?? {};
  if (!viewer || !settings?.available || submission?.user?.id !== viewer.id) return null;
  const request = asked ?? submission.aiReview ?? null;
  const mayAsk = request === null || ["FAILED", "CANCELLED"].includes(request.status);
  const mustAllow = settings.consentGivenAt === null;
  return (
    <section>
      <h2>{words.review.title}</h2>
      {request && isOpen(request) ? <Writing text={live.text} /> : null}
      {request?.review ? <ReviewResult html={request.text?.html ?? ""} review={request.review} /> : null}
      {request?.failure ? <p>{words.review.failures[request.failure]}</p> : null}
      {request?.status === "CANCELLED" ? <p>{words.review.cancelled}</p> : null}
      {mayAsk && mustAllow ? <p class="quiet">{words.review.consent(settings.providerName ?? "")}</p> : null}
      {[live.failure, ask.failure, cancel.failure].map((failure, index) => (failure ? <Notice key={index} failure={failure} /> : null))}
      <p class="row">
        {mayAsk ? (
          <button type="button" disabled={ask.busy} onClick={() => void ask.act(mustAllow)}>
            {mustAllow ? words.review.allow : request ? words.review.retry : words.review.ask}
          </button>
        ) : null}
        {request && isOpen(request) ? (
          <button type="button" disabled={cancel.busy} onClick={() => void cancel.act(request.id)}>
            {words.review.cancel}
          </button>
        ) : null}
      </p>
      {request ? <p class="quiet">{request.isModel ? words.review.model(request.providerName) : words.review.rules}</p> : null}
    </section>
  );
}

const isOpen = ({ status }: ReviewViewFragment) => status === "QUEUED" || status === "RUNNING";

/** Markdown as it arrives; the end replaces it with rendered text. */
function Writing({ text }: { text: string }) {
  return (
    <div role="status" aria-live="polite">
      <p class="quiet">{words.review.working}</p>
      <p class="writing">{text}</p>
    </div>
  );
}

/** The text so far of a request. Comes from its beginning after a reconnect too: the server begins anew then. */
function useLiveReview(id: string | null, onChange: (request: ReviewViewFragment) => void): { text: string; failure: Failure | null } {
  const [live, setLive] = useState<{ text: string; failure: Failure | null }>({ text: "", failure: null });
  useEffect(() => {
    setLive({ text: "", failure: null });
    if (id === null) return;
    return watch(
      WatchReviewDocument,
      { id },
      {
        next: ({ aiStatus }) => {
          if (!aiStatus) return;
          setLive((before) => ({ text: aiStatus.startsOver ? aiStatus.text : before.text + aiStatus.text, failure: null }));
          onChange(aiStatus.request);
        },
        failed: (failure) => setLive((before) => ({ ...before, failure })),
      },
    );
  }, [id]);
  return live;
}
