import { SubmissionPageDocument, type SubmissionPageQuery } from "../api/generated.js";
import { useQuery } from "../api/use-query.js";
import { Loading, Text, Title } from "../parts/basics.js";
import { Histogram } from "../parts/histogram.js";
import { JudgementView } from "../parts/judgement-view.js";
import { useLiveJudgement } from "../parts/live-judgement.js";
import { Notice } from "../parts/notice.js";
import { Review } from "../parts/review.js";
import { SignInFirst } from "../parts/sign-in-first.js";
import { Link } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

/** One submission: its verdict, the first failed test, and how it compares with other accepted solutions. */
export function Submission({ id }: { id: string }) {
  const viewer = useViewer();
  const { data, failure, reload } = useQuery(SubmissionPageDocument, viewer ? { id } : null);
  const submission = data?.submission;
  const isOpen = submission !== undefined && submission !== null && submission.judgement.status !== "FINISHED";
  const live = useLiveJudgement(isOpen ? id : null, reload);
  if (!viewer) return <SignInFirst to={words.submissions.toSee} />;
  if (failure && !submission) return <Notice failure={failure} onRetry={reload} />;
  if (!submission) return <Loading />;
  const { problem, language, createdAt, source, judgement } = submission;
  const shown = isOpen && live.judgement ? live.judgement : judgement;
  return (
    <>
      <Title lead={`${language.name} · ${words.when(createdAt)}`}>{problem?.title ?? words.submissions.title}</Title>
      {problem ? <Link href={`/problems/${problem.slug}`}>{words.submissions.again}</Link> : null}
      <div class="halves">
        <div>
          <section>
            <h2>{words.problem.result}</h2>
            <JudgementView judgement={shown} />
            {live.failure ? <Notice failure={live.failure} /> : null}
          </section>
          <FailedTest judgement={judgement} />
          <Standing judgement={judgement} />
        </div>
        <div>
          {source === null || source === undefined ? null : (
            <section>
              <h2>{words.submissions.source}</h2>
              <Text label={words.submissions.source}>{source}</Text>
            </section>
          )}
          {judgement.status === "FINISHED" ? <Review id={id} /> : null}
        </div>
      </div>
    </>
  );
}

type Judged = NonNullable<SubmissionPageQuery["submission"]>["judgement"];

/** Only what the problem lets learners see. */
function FailedTest({ judgement: { failedTest, tests } }: { judgement: Judged }) {
  const failedSample = tests.find(({ verdict, sample }) => verdict !== "ACCEPTED" && sample);
  const test = failedTest ?? (failedSample?.sample ? { test: failedSample.index, ...failedSample.sample } : null);
  if (!test) return null;
  const parts = [
    [words.problem.input, test.input],
    [words.problem.expected, test.expected],
    [words.problem.yourOutput, test.actual],
    [words.problem.errorOutput, test.stderr],
  ] as const;
  const shown = parts.filter(([, text]) => text);
  if (shown.length === 0) return null;
  return (
    <section>
      <h2>{words.problem.failedTest(test.test + 1)}</h2>
      <div class="columns">
        {shown.map(([label, text]) => (
          <div key={label}>
            <p class="caption">{label}</p>
            <Text label={label}>{text!}</Text>
          </div>
        ))}
      </div>
    </section>
  );
}

function Standing({ judgement: { standing, cpuMs, peakMemoryKb } }: { judgement: Judged }) {
  if (!standing) return null;
  return (
    <section>
      <h2>{words.problem.whereYouStand}</h2>
      <p class="quiet">{words.problem.solutions(standing.solutionCount)}</p>
      <div class="columns">
        <div>
          <p>{words.problem.fasterThan(standing.cpuPercentile)}</p>
          <Histogram
            label={words.problem.histogram(words.problem.time.toLowerCase())}
            buckets={standing.cpuHistogramMs}
            value={cpuMs ?? null}
            format={words.problem.slowest}
          />
        </div>
        <div>
          <p>{words.problem.leanerThan(standing.memoryPercentile)}</p>
          <Histogram
            label={words.problem.histogram(words.problem.memoryLabel.toLowerCase())}
            buckets={standing.memoryHistogramKb}
            value={peakMemoryKb ?? null}
            format={words.problem.memory}
          />
        </div>
      </div>
    </section>
  );
}
