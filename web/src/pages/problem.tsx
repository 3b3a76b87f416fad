import { useState } from "preact/hooks";
import { ProblemPageDocument, type ProblemPageQuery } from "../api/generated.js";
import { useQuery } from "../api/use-query.js";
import { DifficultyBadge, Icon, Loading, Title } from "../parts/basics.js";
import { Locked } from "../parts/locked.js";
import { Notice } from "../parts/notice.js";
import { ProblemText } from "../parts/problem-text.js";
import { Prose } from "../parts/prose.js";
import { Workbench } from "../parts/workbench.js";
import { Link } from "../routing.js";
import { words } from "../words.js";

export type ProblemShown = NonNullable<ProblemPageQuery["problem"]>;

/** The statement on the left, the editor on the right; one below the other on small screens. */
export function Problem({ slug }: { slug: string }) {
  const { data, failure, reload } = useQuery(ProblemPageDocument, { slug });
  const [solved, setSolved] = useState(false);
  const problem = data?.problem;
  if (failure && !problem) return <Notice failure={failure} onRetry={reload} />;
  if (!problem) return <Loading />;
  return (
    <div class="solve">
      <article class="statement">
        <Title>{problem.title}</Title>
        <p class="facts">
          <DifficultyBadge difficulty={problem.difficulty} />
          {solved || problem.viewerStatus === "SOLVED" ? (
            <span class="verdict good">
              <Icon name="check" /> {words.viewerStatuses.SOLVED}
            </span>
          ) : null}
          <span class="quiet">{words.problem.limits(problem.timeLimitMs, problem.memoryLimitKb, problem.testCount)}</span>
        </p>
        {problem.locked ? <Locked /> : <Task problem={problem} />}
        {problem.nextProblem ? (
          <p>
            <Link href={`/problems/${problem.nextProblem.slug}`}>{words.problem.next(problem.nextProblem.title)}</Link>
          </p>
        ) : null}
      </article>
      {problem.locked ? null : <Workbench problem={problem} onSolved={() => setSolved(true)} />}
    </div>
  );
}

function Task({ problem }: { problem: ProblemShown }) {
  const { statementMarkdown, constraintsMarkdown, hintsMarkdown, samples } = problem;
  return (
    <>
      <ProblemText statement={statementMarkdown} constraints={constraintsMarkdown} samples={samples} />
      {hintsMarkdown && hintsMarkdown.length > 0 ? (
        <section>
          <h2>{words.problem.hints}</h2>
          {hintsMarkdown.map(({ html }, at) => (
            <details key={at}>
              <summary>{words.problem.hint(at + 1)}</summary>
              <Prose html={html} />
            </details>
          ))}
        </section>
      ) : null}
    </>
  );
}
