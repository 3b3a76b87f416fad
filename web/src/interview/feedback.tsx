import { useState } from "preact/hooks";
import { GiveInterviewFeedbackDocument, SaveInterviewNotesDocument } from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction } from "../api/use-query.js";
import { Select } from "../parts/field.js";
import { Notice } from "../parts/notice.js";
import { words } from "../words.js";
import { nameOf, type Shown } from "./people.js";

const texts = words.interviews.feedback;
const CRITERIA = ["problemSolving", "coding", "communication"] as const;
const SCALE = texts.scale.map((label, at) => ({ value: String(at + 1), label }));

interface Properties {
  interview: Shown;
  onChange: (interview: Shown) => void;
}

/** Afterwards: feedback both ways, and private notes. */
export function Feedback({ interview, onChange }: Properties) {
  const peer = nameOf(interview);
  const given = interview.feedback.some(({ seat }) => seat === interview.viewerSeat);
  return (
    <>
      <h2>{texts.title}</h2>
      {interview.feedback.map((one) => (
        <section key={one.seat} class="card">
          <h3>{one.seat === interview.viewerSeat ? texts.yours : texts.theirs(peer)}</h3>
          <dl class="figures">
            {CRITERIA.map((name) => (
              <div key={name}>
                <dt>{texts[name]}</dt>
                <dd>{texts.outOf(one[name])}</dd>
              </div>
            ))}
          </dl>
          {one.comment ? <p class="writing">{one.comment}</p> : null}
        </section>
      ))}
      {given ? null : <Rating interview={interview} onChange={onChange} />}
      <Notes interview={interview} />
    </>
  );
}

function Rating({ interview, onChange }: Properties) {
  const [rubric, setRubric] = useState({ problemSolving: 3, coding: 3, communication: 3 });
  const [comment, setComment] = useState("");
  const [wouldMeetAgain, setAgain] = useState(true);
  const give = useAction(async () => {
    const input = { interviewId: interview.id, ...rubric, comment, wouldMeetAgain };
    const { giveInterviewFeedback } = await run(GiveInterviewFeedbackDocument, { input });
    if (giveInterviewFeedback) onChange(giveInterviewFeedback.interview);
  });
  return (
    <form
      class="code-entry"
      onSubmit={(event) => {
        event.preventDefault();
        void give.act(undefined);
      }}
    >
      <p>{texts.note(nameOf(interview))}</p>
      {CRITERIA.map((name) => (
        <Select
          key={name}
          label={texts[name]}
          value={String(rubric[name])}
          choices={SCALE}
          onChange={(value) => setRubric((before) => ({ ...before, [name]: Number(value) }))}
        />
      ))}
      <label class="choice">
        <input type="checkbox" checked={wouldMeetAgain} onChange={(event) => setAgain(event.currentTarget.checked)} />
        <span>{texts.again}</span>
      </label>
      <label class="field">
        {texts.comment}
        <textarea rows={4} maxLength={2000} value={comment} onInput={(event) => setComment(event.currentTarget.value)} />
      </label>
      {give.failure ? <Notice failure={give.failure} /> : null}
      <button type="submit" class="primary" disabled={give.busy}>
        {texts.give}
      </button>
    </form>
  );
}

function Notes({ interview }: { interview: Shown }) {
  const [notes, setNotes] = useState(interview.myNotes);
  const [saved, setSaved] = useState(false);
  const save = useAction(async () => {
    await run(SaveInterviewNotesDocument, { input: { interviewId: interview.id, notes } });
    setSaved(true);
  });
  return (
    <form
      class="code-entry"
      onSubmit={(event) => {
        event.preventDefault();
        void save.act(undefined);
      }}
    >
      <h2 id="notes">{texts.notes}</h2>
      <p class="quiet">{texts.notesNote}</p>
      <textarea
        rows={5}
        maxLength={10_000}
        aria-labelledby="notes"
        value={notes}
        onInput={(event) => {
          setNotes(event.currentTarget.value);
          setSaved(false);
        }}
      />
      {save.failure ? <Notice failure={save.failure} /> : null}
      <p class="row">
        <button type="submit" disabled={save.busy}>
          {texts.saveNotes}
        </button>
        <span role="status">{saved ? texts.saved : ""}</span>
      </p>
    </form>
  );
}
