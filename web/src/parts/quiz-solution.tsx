import type { AttemptFragment } from "../api/generated.js";
import { words } from "../words.js";
import { Icon } from "./basics.js";
import { Prose } from "./prose.js";

type Question = AttemptFragment["questions"][number];

/** Whether an answer was right, and why; only what the quiz reveals. */
export function QuizSolution({ question }: { question: Question }) {
  const { solution } = question;
  if (!solution) return null;
  const { share, accepted, feedback, explanation, comment } = solution;
  const correct = correctText(question);
  return (
    <div class="solution">
      {share === null || share === undefined ? null : (
        <p class={`verdict ${share >= 1 ? "good" : share > 0 ? "late" : "bad"}`}>
          <Icon name={share >= 1 ? "check" : share > 0 ? "half" : "cross"} />{" "}
          {share >= 1 ? words.quiz.right : share > 0 ? words.quiz.partly : words.quiz.wrong}
        </p>
      )}
      {share !== 1 && correct ? <p>{`${words.quiz.correct}: ${correct}`}</p> : null}
      {share !== 1 && accepted.length > 0 ? <p>{`${words.quiz.accepted}: ${accepted.join(", ")}`}</p> : null}
      {feedback.map(({ html }, at) => (
        <Prose key={at} html={html} />
      ))}
      {explanation ? <Prose html={explanation.html} /> : null}
      {comment ? <Prose html={comment.html} /> : null}
    </div>
  );
}

/** In the words of the options. */
function correctText({ solution, options, lefts }: Question): string {
  const correct = solution?.correct;
  if (!correct) return "";
  const nameOf = (key: string) => options.find((option) => option.key === key)?.text.source ?? key;
  if (correct.selected) return correct.selected.map(nameOf).join(", ");
  if (correct.order) return correct.order.map(nameOf).join(" → ");
  if (correct.matches) {
    return correct.matches
      .map(({ left, right }) => `${lefts.find(({ key }) => key === left)?.text.source ?? left}: ${nameOf(right)}`)
      .join("; ");
  }
  if (correct.value !== null && correct.value !== undefined) return correct.value ? words.quiz.yes : words.quiz.no;
  if (correct.number !== null && correct.number !== undefined) return String(correct.number);
  return correct.text ?? "";
}
