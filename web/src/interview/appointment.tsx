import { useState } from "preact/hooks";
import { CancelInterviewDocument, ConfirmInterviewDocument, JoinInterviewDocument, RescheduleInterviewDocument } from "../api/generated.js";
import { serverNow } from "../api/server-clock.js";
import { run } from "../api/run.js";
import { useAction } from "../api/use-query.js";
import { clockText, useCountdown } from "../parts/countdown.js";
import { Field } from "../parts/field.js";
import { Notice } from "../parts/notice.js";
import { words } from "../words.js";
import { isActive, nameOf, other, own, type Shown } from "./people.js";

const texts = words.interviews;
const DAY_MS = 86_400_000;
const GRID_SECONDS = 900;

interface Properties {
  interview: Shown;
  onChange: (interview: Shown) => void;
  onReload: () => void;
}

/** When it is, who has confirmed, and what can be done about it. */
export function Appointment({ interview, onChange, onReload }: Properties) {
  const { id, status, minutes, startsAt, confirmBy, language } = interview;
  const peer = nameOf(interview);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const confirm = useAction(async () => {
    const { confirmInterview } = await run(ConfirmInterviewDocument, { input: { id } });
    if (confirmInterview) onChange(confirmInterview.interview);
  });
  const hasConfirmed = own(interview)?.isConfirmed ?? false;
  return (
    <>
      <dl class="figures">
        <div>
          <dt>{texts.when}</dt>
          <dd>
            <time dateTime={startsAt}>{words.when(startsAt)}</time> · {texts.minutes(minutes)}
          </dd>
        </div>
        {language ? (
          <div>
            <dt>{texts.language}</dt>
            <dd>{language.name}</dd>
          </div>
        ) : null}
      </dl>
      <p class="quiet small">{texts.zone(zone)}</p>
      {status === "PROPOSED" ? (
        <>
          <p>
            {hasConfirmed ? texts.youConfirmed : texts.confirmBy(words.when(confirmBy))}{" "}
            {other(interview)?.isConfirmed ? texts.theyConfirmed(peer) : texts.theyHaveNot(peer)}
          </p>
          {hasConfirmed ? null : (
            <button type="button" class="primary" disabled={confirm.busy} onClick={() => void confirm.act(undefined)}>
              {texts.confirm}
            </button>
          )}
          {confirm.failure ? <Notice failure={confirm.failure} /> : null}
        </>
      ) : null}
      {status === "CONFIRMED" ? <Door interview={interview} onChange={onChange} onReload={onReload} /> : null}
      {status === "CANCELLED" ? <Cancelled interview={interview} /> : null}
      {isActive(interview) && !interview.startedAt ? (
        <>
          <Move interview={interview} onChange={onChange} />
          <Cancel interview={interview} onChange={onChange} />
        </>
      ) : null}
    </>
  );
}

/** The way into the room, once the server opens it. */
function Door({ interview: { id, opensAt }, onChange, onReload }: Properties) {
  const [left] = useState(Date.parse(opensAt) - serverNow());
  const shown = useCountdown(left > 0 ? left : null, onReload);
  const enter = useAction(async () => {
    const { joinInterview } = await run(JoinInterviewDocument, { input: { interviewId: id } });
    if (joinInterview) onChange(joinInterview.interview);
  });
  if (shown !== null && shown > 0) {
    const days = Math.floor(shown / DAY_MS);
    return <p>{texts.opensIn(days > 0 ? texts.days(days) : clockText(shown))}</p>;
  }
  return (
    <>
      <button type="button" class="primary" disabled={enter.busy} onClick={() => void enter.act(undefined)}>
        {texts.enter}
      </button>
      {enter.failure ? <Notice failure={enter.failure} /> : null}
    </>
  );
}

function Cancelled({ interview }: { interview: Shown }) {
  const { cancelledSeat, viewerSeat, cancelReason, isLate } = interview;
  return (
    <>
      <p>
        {cancelledSeat === viewerSeat ? texts.cancelledByYou : texts.cancelledBy(nameOf(interview))} {isLate ? texts.late : ""}
      </p>
      {cancelReason ? <blockquote class="writing">{cancelReason}</blockquote> : null}
    </>
  );
}

type Change = Pick<Properties, "interview" | "onChange">;

function Move({ interview: { id }, onChange }: Change) {
  const [start, setStart] = useState("");
  const move = useAction(async () => {
    const { rescheduleInterview } = await run(RescheduleInterviewDocument, { input: { id, startsAt: new Date(start).toISOString() } });
    if (rescheduleInterview) onChange(rescheduleInterview.interview);
  });
  const fault = move.failure?.fields.startsAt;
  return (
    <details>
      <summary>{texts.move}</summary>
      {move.failure && !fault ? <Notice failure={move.failure} /> : null}
      <form
        class="code-entry"
        onSubmit={(event) => {
          event.preventDefault();
          void move.act(undefined);
        }}
      >
        <Field
          label={texts.newStart}
          type="datetime-local"
          step={GRID_SECONDS}
          required
          value={start}
          fault={fault}
          onInput={(event) => setStart(event.currentTarget.value)}
        />
        <button type="submit" disabled={move.busy}>
          {texts.propose}
        </button>
      </form>
    </details>
  );
}

function Cancel({ interview: { id }, onChange }: Change) {
  const [reason, setReason] = useState("");
  const cancel = useAction(async () => {
    const { cancelInterview } = await run(CancelInterviewDocument, { input: { id, reason } });
    if (cancelInterview) onChange(cancelInterview.interview);
  });
  return (
    <details>
      <summary>{texts.cancel}</summary>
      {cancel.failure ? <Notice failure={cancel.failure} /> : null}
      <form
        class="code-entry"
        onSubmit={(event) => {
          event.preventDefault();
          void cancel.act(undefined);
        }}
      >
        <Field label={texts.reason} maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
        <button type="submit" disabled={cancel.busy}>
          {texts.cancelNow}
        </button>
      </form>
    </details>
  );
}
