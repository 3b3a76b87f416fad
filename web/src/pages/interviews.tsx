import { useState } from "preact/hooks";
import { InterviewFeedDocument, InterviewsDocument, SetInterviewFeedDocument } from "../api/generated.js";
import { run } from "../api/run.js";
import { useList } from "../api/use-list.js";
import { useAction, useQuery } from "../api/use-query.js";
import { nameOf } from "../interview/people.js";
import { Text, Title } from "../parts/basics.js";
import { Cards } from "../parts/cards.js";
import { Notice } from "../parts/notice.js";
import { SignInFirst } from "../parts/sign-in-first.js";
import { Link } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

const texts = words.interviews;

/** The interviews of the account, and its calendar feed. */
export function Interviews() {
  const viewer = useViewer();
  return (
    <>
      <Title lead={texts.lead}>{texts.title}</Title>
      {viewer ? (
        <>
          <Half upcoming />
          <Half upcoming={false} />
          <Feed />
        </>
      ) : (
        <SignInFirst to={texts.toSee} />
      )}
    </>
  );
}

function Half({ upcoming }: { upcoming: boolean }) {
  const list = useList(InterviewsDocument, { upcoming }, (data) => data.myInterviews ?? null);
  return (
    <section>
      <h2>{upcoming ? texts.upcoming : texts.past}</h2>
      <Cards
        list={list}
        empty={<p>{upcoming ? texts.noneUpcoming : texts.nonePast}</p>}
        card={(interview) => (
          <article class="problem-row">
            <h3>
              <Link href={`/interviews/${interview.id}`}>{texts.with(nameOf(interview))}</Link>
            </h3>
            <p class="facts">
              <time dateTime={interview.startsAt}>{words.when(interview.startsAt)}</time>
              <span class="quiet">{texts.minutes(interview.minutes)}</span>
              <span>{texts.statuses[interview.status]}</span>
            </p>
          </article>
        )}
      />
    </section>
  );
}

function Feed() {
  const { data, setData } = useQuery(InterviewFeedDocument, {});
  const [url, setUrl] = useState<string | null>(null);
  const set = useAction(async (active: boolean) => {
    const { setInterviewFeed } = await run(SetInterviewFeedDocument, { input: { active } });
    setUrl(setInterviewFeed?.url ?? null);
    setData(() => ({ myInterviewFeed: setInterviewFeed?.feed ?? null }));
  });
  const exists = Boolean(data?.myInterviewFeed);
  return (
    <section>
      <h2>{texts.feed}</h2>
      <p class="quiet">{texts.feedNote}</p>
      {set.failure ? <Notice failure={set.failure} /> : null}
      <p class="row">
        <button type="button" disabled={set.busy} onClick={() => void set.act(true)}>
          {exists ? texts.replaceFeed : texts.makeFeed}
        </button>
        {exists ? (
          <button type="button" disabled={set.busy} onClick={() => void set.act(false)}>
            {texts.endFeed}
          </button>
        ) : null}
      </p>
      {url ? <Text label={texts.feedAddress}>{url}</Text> : null}
    </section>
  );
}
