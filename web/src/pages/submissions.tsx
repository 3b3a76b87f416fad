import { HistoryDocument, type Verdict } from "../api/generated.js";
import { useList } from "../api/use-list.js";
import { Title } from "../parts/basics.js";
import { Cards } from "../parts/cards.js";
import { Select } from "../parts/field.js";
import { SignInFirst } from "../parts/sign-in-first.js";
import { VerdictBadge } from "../parts/verdict.js";
import { Link, useSearchParameters } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

export function Submissions() {
  const viewer = useViewer();
  const [parameters, change] = useSearchParameters();
  const verdict = parameters.get("verdict") ?? "";
  const filter = verdict ? { verdict: verdict as Verdict } : {};
  const list = useList(HistoryDocument, viewer ? { filter } : null, (data) => data.submissions ?? null);
  return (
    <>
      <Title>{words.submissions.title}</Title>
      {viewer ? (
        <>
          <div class="filters">
            <Select
              label={words.submissions.onlyVerdict}
              value={verdict}
              onChange={(value) => change({ verdict: value })}
              choices={[
                { value: "", label: words.catalog.any },
                ...Object.entries(words.verdicts).map(([value, label]) => ({ value, label })),
              ]}
            />
          </div>
          <Cards
            list={list}
            empty={
              <>
                <p>{words.submissions.empty}</p>
                <Link class="button" href="/problems">
                  {words.submissions.browse}
                </Link>
              </>
            }
            card={({ id, problem, language, createdAt, judgement }) => (
              <article class="problem-row">
                <h2>
                  <Link href={`/submissions/${id}`}>{problem?.title ?? words.submissions.problem}</Link>
                </h2>
                <p class="facts">
                  <VerdictBadge verdict={judgement.verdict} status={judgement.status} />
                  <span class="quiet">{words.problem.passed(judgement.testsPassed, judgement.testsTotal)}</span>
                  <span class="quiet">{language.name}</span>
                  <time class="quiet" dateTime={createdAt}>
                    {words.when(createdAt)}
                  </time>
                </p>
              </article>
            )}
          />
        </>
      ) : (
        <SignInFirst to={words.submissions.toSee} />
      )}
    </>
  );
}
