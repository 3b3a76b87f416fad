import type { ReviewViewFragment } from "../api/generated.js";
import { words } from "../words.js";
import { Text } from "./basics.js";
import { Prose } from "./prose.js";

type Reviewed = NonNullable<ReviewViewFragment["review"]>;

/** A finished review, with what the judge found about its claims. */
export function ReviewResult({ html, review }: { html: string; review: Reviewed }) {
  const { stars, timeComplexity, spaceComplexity, complexity, comments, failingInputs, withheldParts } = review;
  const lists = [
    [words.review.strengths, review.strengths],
    [words.review.improvements, review.improvements],
    [words.review.alternatives, review.alternatives],
  ] as const;
  return (
    <>
      <p class="outcome">
        <span role="img" aria-label={words.review.stars(stars)}>
          {"★".repeat(stars) + "☆".repeat(5 - stars)}
        </span>
        <span>{`${words.review.time} ${timeComplexity}`}</span>
        <span>{`${words.review.space} ${spaceComplexity}`}</span>
      </p>
      {complexity ? <p class="quiet">{words.review.growth(complexity.outcome, complexity.low ?? null, complexity.high ?? null)}</p> : null}
      <Prose html={html} />
      {lists.map(([title, points]) =>
        points.length === 0 ? null : (
          <section key={title}>
            <h3>{title}</h3>
            <ul>
              {points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          </section>
        ),
      )}
      {comments.map(({ line, text }, index) => (
        <section key={index}>
          <h3>{words.review.line(line)}</h3>
          <Prose html={text.html} />
        </section>
      ))}
      {failingInputs.length > 0 ? <h3>{words.review.failing}</h3> : null}
      {failingInputs.map(({ input, reason, outcome }) => (
        <div key={input}>
          <p>{`${reason} (${words.review.outcome(outcome)})`}</p>
          <Text label={words.problem.input}>{input}</Text>
        </div>
      ))}
      {withheldParts > 0 ? <p class="quiet">{words.review.withheld(withheldParts)}</p> : null}
    </>
  );
}
