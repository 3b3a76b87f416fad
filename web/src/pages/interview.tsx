import { InterviewPageDocument } from "../api/generated.js";
import { useQuery } from "../api/use-query.js";
import { Appointment } from "../interview/appointment.js";
import { Feedback } from "../interview/feedback.js";
import { nameOf, own, type Shown } from "../interview/people.js";
import { lazy } from "../parts/lazy.js";
import { Loading, Title } from "../parts/basics.js";
import { Notice } from "../parts/notice.js";
import { SignInFirst } from "../parts/sign-in-first.js";
import { Link } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

const texts = words.interviews;
const Room = lazy(async () => (await import("../interview/room.js")).Room);

/** An interview: the appointment, the room while it is open, and feedback afterwards. */
export function Interview({ id }: { id: string }) {
  const viewer = useViewer();
  const { data, failure, reload, setData } = useQuery(InterviewPageDocument, viewer ? { id } : null);
  const interview = data?.interview;
  if (!viewer) return <SignInFirst to={texts.toSee} />;
  if (failure && !interview) return <Notice failure={failure} onRetry={reload} />;
  if (!interview) return <Loading />;
  const change = (changed: Shown) => setData(() => ({ interview: changed }));
  const isInside = interview.status === "CONFIRMED" && own(interview)?.hasJoined === true;
  const isOver = interview.status === "FINISHED" || interview.status === "NO_SHOW";
  return (
    <div class={isInside ? "" : "lesson"}>
      <Title lead={`${texts.statuses[interview.status]} · ${texts.kinds[interview.kind]}`}>{texts.with(nameOf(interview))}</Title>
      {failure ? <Notice failure={failure} onRetry={reload} /> : null}
      {isInside ? (
        <Room interview={interview} onTurn={reload} />
      ) : (
        <Appointment key={`${interview.status} ${interview.startsAt}`} interview={interview} onChange={change} onReload={reload} />
      )}
      {isOver && interview.startedAt ? <Feedback interview={interview} onChange={change} /> : null}
      <p>
        <Link href="/interviews">{texts.title}</Link>
      </p>
    </div>
  );
}
