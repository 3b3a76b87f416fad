import { useEffect, useState } from "preact/hooks";
import { RoomLanguagesDocument, RunInterviewCodeDocument, type InterviewSeat } from "../api/generated.js";
import { serverNow } from "../api/server-clock.js";
import { run } from "../api/run.js";
import { useAction, useQuery } from "../api/use-query.js";
import { Icon } from "../parts/basics.js";
import { keepLanguage, lastLanguage } from "../parts/drafts.js";
import { clockText, useCountdown } from "../parts/countdown.js";
import { Select } from "../parts/field.js";
import { Notice, useWait } from "../parts/notice.js";
import { ProblemText } from "../parts/problem-text.js";
import { RunResults } from "../parts/run-results.js";
import { useStore } from "../store.js";
import { words } from "../words.js";
import { Chat } from "./chat.js";
import { nameOf, roundNow, type Shown } from "./people.js";
import { openRoom, type Room as Connection } from "./room-connection.js";
import { SharedEditor } from "./shared-editor.js";

const texts = words.interviews.room;

interface Properties {
  interview: Shown;
  /** Reads the interview again. */
  onTurn: () => void;
}

/** The room while its connection is open. */
export function Room({ interview, onTurn }: Properties) {
  const [connection, setConnection] = useState<Connection | null>(null);
  useEffect(() => {
    const opened = openRoom(interview.id, interview.viewerSeat, onTurn);
    setConnection(opened);
    return () => opened.close();
  }, [interview.id]);
  return connection ? <Inside interview={interview} room={connection} onTurn={onTurn} /> : null;
}

function Inside({ interview, room, onTurn }: Properties & { room: Connection }) {
  const { present, items, sending, failure } = useStore(room.state);
  const peer = nameOf(interview);
  const round = roundNow(interview);
  const seatName = (seat: InterviewSeat | null) => (seat === interview.viewerSeat ? texts.you : peer);
  return (
    <>
      <Status interview={interview} isPeerHere={present.some((seat) => seat !== interview.viewerSeat)} onTurn={onTurn} />
      {failure ? <Notice failure={failure} /> : null}
      <div class="solve">
        <article class="statement">
          <section aria-labelledby="question">
            <h2 id="question">{round.problem?.title ?? texts.question}</h2>
            {round.problem ? (
              <ProblemText
                statement={round.problem.statementMarkdown}
                constraints={round.problem.constraintsMarkdown}
                samples={round.problem.samples}
              />
            ) : (
              <p class="quiet">{texts.noQuestion}</p>
            )}
          </section>
          <Chat interviewId={interview.id} items={items} nameOf={seatName} />
        </article>
        <Code key={round.number} interview={interview} room={room} round={round.number} sending={sending} />
      </div>
    </>
  );
}

/** Who is here, who asks, and the clock. */
function Status({ interview, isPeerHere, onTurn }: Properties & { isPeerHere: boolean }) {
  const peer = nameOf(interview);
  const round = roundNow(interview);
  const hasStarted = interview.startedAt !== null && serverNow() >= Date.parse(interview.startedAt);
  const isLast = round.number === interview.rounds.length;
  const until = hasStarted ? round.endsAt : interview.startedAt;
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => setLeft(until === null ? null : Math.max(0, Date.parse(until) - serverNow())), [until]);
  const shown = useCountdown(left, onTurn);
  return (
    <div class="sitting-bar">
      <span class={isPeerHere ? "verdict good" : "verdict none"} role="status">
        <Icon name={isPeerHere ? "check" : "clock"} /> {isPeerHere ? texts.here(peer) : texts.away(peer)}
      </span>
      <span>{round.interviewer === interview.viewerSeat ? texts.youAsk(peer) : texts.theyAsk(peer)}</span>
      {hasStarted && shown !== null ? (
        <span role="timer" class="clock">
          {isLast ? texts.timeLeft(clockText(shown)) : texts.untilSwap(clockText(shown))}
        </span>
      ) : (
        <span class="quiet">{texts.waiting(peer, words.when(interview.startsAt))}</span>
      )}
      <span role="status">{hasStarted && round.number > 1 ? texts.swapped : ""}</span>
    </div>
  );
}

interface CodeProperties {
  interview: Shown;
  room: Connection;
  round: number;
  sending: "sent" | "sending" | "failed";
}

const SENDING = { sent: texts.sent, sending: texts.sending, failed: texts.notSent };

/** The shared code of one round, and its last run. */
function Code({ interview, room, round, sending }: CodeProperties) {
  const { items } = useStore(room.state);
  const languages = useQuery(RoomLanguagesDocument, {}).data?.languages ?? [];
  const [chosen, setChosen] = useState(interview.language?.slug ?? lastLanguage() ?? "");
  const language = languages.some(({ slug }) => slug === chosen) ? chosen : (languages[0]?.slug ?? "");
  const [text] = useState(() => room.doc.getText(`round-${round}`));
  const [stdin, setStdin] = useState("");
  const [usesStdin, setUsesStdin] = useState(false);
  const last = items.findLast(({ run: kept }) => kept?.round === round);
  const runCode = useAction(async () => {
    await room.flush();
    const input = { interviewId: interview.id, language, ...(usesStdin ? { stdin } : {}) };
    // Both get the result as an event.
    await run(RunInterviewCodeDocument, { input });
  });
  const busy = runCode.busy || useWait(runCode.failure) > 0;
  return (
    <section class="workbench" aria-label={texts.code}>
      <div class="row spread">
        <Select
          label={words.problem.language}
          value={language}
          onChange={(slug) => {
            setChosen(slug);
            keepLanguage(slug);
          }}
          choices={languages.map(({ slug, name }) => ({ value: slug, label: name }))}
        />
        <span class="quiet small">{SENDING[sending]}</span>
      </div>
      <SharedEditor
        room={room}
        text={text}
        language={language}
        peer={nameOf(interview)}
        onRun={() => !busy && void runCode.act(undefined)}
      />
      <details open={usesStdin} onToggle={(event) => setUsesStdin(event.currentTarget.open)}>
        <summary>{words.problem.ownInput}</summary>
        <textarea
          class="stdin"
          aria-label={words.problem.input}
          rows={4}
          value={stdin}
          onInput={(event) => setStdin(event.currentTarget.value)}
        />
      </details>
      <button type="button" class="primary" disabled={busy || !language} onClick={() => void runCode.act(undefined)}>
        <Icon name="play" /> {runCode.busy ? words.problem.running : usesStdin ? texts.runOwn : texts.run}
      </button>
      {runCode.failure ? <Notice failure={runCode.failure} /> : null}
      {last?.run ? (
        <section class="results" aria-live="polite">
          <h2>{last.seat === interview.viewerSeat ? texts.ownRun : texts.runBy(nameOf(interview))}</h2>
          <RunResults result={last.run} />
        </section>
      ) : null}
    </section>
  );
}
