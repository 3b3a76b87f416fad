import { useEffect, useState } from "preact/hooks";
import { AssessmentInvitationsDocument, WatchCandidateDocument, type CandidateStateFragment } from "../api/generated.js";
import type { Failure } from "../api/failure.js";
import { useList } from "../api/use-list.js";
import { useAction } from "../api/use-query.js";
import { After, Before, Break } from "../assessment/around.js";
import { OwnData } from "../assessment/own-data.js";
import { keptSession, openInvitation, openLink, type CandidateSession } from "../assessment/session.js";
import { Sitting } from "../assessment/sitting.js";
import { Loading, Title } from "../parts/basics.js";
import { Cards } from "../parts/cards.js";
import { tokenOfLink } from "../parts/mailed-token.js";
import { Notice } from "../parts/notice.js";
import { SignInFirst } from "../parts/sign-in-first.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

const texts = words.assessment;

/** The link of an invitation, which needs no account, or the invitations of the account that is signed in. */
export function Assessment() {
  const [link] = useState(tokenOfLink);
  const [session, setSession] = useState<CandidateSession | null>(() => (link ? null : keptSession()));
  const [note, setNote] = useState("");
  const open = useAction(async (token: string) => setSession(await openLink(token)));
  useEffect(() => {
    if (link) void open.act(link);
  }, []);

  const leave = (reason: string) => {
    session?.end();
    setSession(null);
    setNote(reason);
  };
  if (session) return <Candidate session={session} onEnded={() => leave(texts.ended)} onDeleted={() => leave(texts.deleted)} />;
  if (link && !open.failure && !note) return <Loading />;
  return (
    <>
      <Title>{texts.title}</Title>
      {note ? (
        <p class="notice" role="status">
          {note}
        </p>
      ) : null}
      {open.failure ? <Notice failure={open.failure} onRetry={() => void open.act(link)} /> : null}
      {link || note ? null : <Invitations onOpen={setSession} />}
    </>
  );
}

/** The sitting, followed live: another tab, the judge and the clock of the server change it too. */
function Candidate({ session, onEnded, onDeleted }: { session: CandidateSession; onEnded: () => void; onDeleted: () => void }) {
  const [state, setState] = useState<CandidateStateFragment | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [round, setRound] = useState(0);
  // Answers of mutations and events overtake each other.
  const take = (next: CandidateStateFragment) => setState((before) => (before && before.revision > next.revision ? before : next));
  useEffect(
    () =>
      session.watch(WatchCandidateDocument, {
        next({ candidateAssessmentChanged }) {
          setFailure(null);
          if (candidateAssessmentChanged) take(candidateAssessmentChanged);
        },
        failed: (reason) => (["UNAUTHENTICATED", "NOT_FOUND"].includes(reason.code) ? onEnded() : setFailure(reason)),
      }),
    [session, round],
  );
  if (!state) return failure ? <Notice failure={failure} onRetry={() => setRound((before) => before + 1)} /> : <Loading />;
  const shared = { session, state, onState: take };
  const isWorking = state.status === "OPEN";
  return (
    <div class={isWorking ? "" : "lesson"}>
      <Title lead={isWorking ? undefined : texts.statuses[state.status]}>{state.title}</Title>
      {failure ? <Notice failure={failure} onRetry={() => setRound((before) => before + 1)} /> : null}
      {state.status === "NOT_STARTED" ? <Before {...shared} /> : null}
      {isWorking ? <Sitting {...shared} /> : null}
      {state.status === "BREAK" ? <Break {...shared} /> : null}
      {state.status === "FINISHED" || state.status === "GRADED" ? <After state={state} /> : null}
      {isWorking ? null : <OwnData session={session} onDeleted={onDeleted} />}
    </div>
  );
}

function Invitations({ onOpen }: { onOpen: (session: CandidateSession | null) => void }) {
  const viewer = useViewer();
  const list = useList(AssessmentInvitationsDocument, viewer ? {} : null, (data) => data.myAssessmentInvitations ?? null);
  const open = useAction(async (id: string) => onOpen(await openInvitation(id)));
  if (!viewer) {
    return (
      <>
        <p class="notice">{texts.missing}</p>
        <SignInFirst to={texts.toSee} />
      </>
    );
  }
  return (
    <section>
      <h2>{texts.invitations}</h2>
      {open.failure ? <Notice failure={open.failure} /> : null}
      <Cards
        list={list}
        empty={<p>{texts.none}</p>}
        card={({ id, title, timeLimitMs, status, score, maxScore }) => (
          <article class="problem-row row spread">
            <div>
              <h3>{title}</h3>
              <p class="facts">
                <span>{texts.minutes(timeLimitMs)}</span>
                <span class="quiet">{texts.statuses[status]}</span>
                {score !== null && maxScore !== null ? <span>{texts.score(score, maxScore)}</span> : null}
              </p>
            </div>
            <button type="button" class="primary" disabled={open.busy} onClick={() => void open.act(id)}>
              {texts.enter(title)}
            </button>
          </article>
        )}
      />
    </section>
  );
}
