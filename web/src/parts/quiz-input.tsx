import type { AttemptFragment, QuizAnswerInput } from "../api/generated.js";
import { words } from "../words.js";
import { CodeEditor } from "./code-editor.js";
import { Prose } from "./prose.js";

type Question = AttemptFragment["questions"][number];
export type Answer = Omit<QuizAnswerInput, "position" | "expectedVersion">;

interface Properties {
  question: Question;
  answer: Answer;
  disabled: boolean;
  onChange: (answer: Answer) => void;
}

/** The control for one kind of question. */
export function QuizInput(properties: Properties) {
  const { question, answer, disabled, onChange } = properties;
  const label = words.quiz.yourAnswer;
  switch (question.kind) {
    case "SINGLE_CHOICE":
    case "MULTIPLE_CHOICE":
      return <Choices {...properties} many={question.kind === "MULTIPLE_CHOICE"} />;
    case "TRUE_FALSE":
      return <TrueFalse {...properties} />;
    case "ORDERING":
      return <Order {...properties} />;
    case "MATCHING":
      return <Matching {...properties} />;
    case "NUMERIC":
      return (
        <input
          type="number"
          step="any"
          aria-label={label}
          disabled={disabled}
          value={answer.number ?? ""}
          onInput={({ currentTarget: { valueAsNumber } }) => onChange({ number: Number.isNaN(valueAsNumber) ? null : valueAsNumber })}
        />
      );
    case "CODE":
      return (
        <>
          {question.problem ? <p class="quiet">{words.quiz.solveThere(question.problem.title)}</p> : null}
          <CodeEditor
            text={answer.text ?? ""}
            language={question.language?.slug ?? ""}
            label={label}
            onChange={(text) => onChange({ text })}
          />
        </>
      );
    case "SHORT_TEXT":
      return (
        <input
          type="text"
          aria-label={label}
          disabled={disabled}
          value={answer.text ?? ""}
          onInput={(event) => onChange({ text: event.currentTarget.value })}
        />
      );
    case "CODE_OUTPUT":
    case "ESSAY":
      return (
        <textarea
          class={question.kind === "CODE_OUTPUT" ? "stdin" : ""}
          rows={question.kind === "ESSAY" ? 6 : 3}
          aria-label={label}
          disabled={disabled}
          value={answer.text ?? ""}
          onInput={(event) => onChange({ text: event.currentTarget.value })}
        />
      );
    default:
      return <p class="quiet">{words.tracks.unsupported}</p>;
  }
}

function Choices({ question, answer, disabled, onChange, many }: Properties & { many: boolean }) {
  const selected = answer.selected ?? [];
  const toggle = (key: string, isOn: boolean) =>
    onChange({ selected: many ? (isOn ? [...selected, key] : selected.filter((each) => each !== key)) : [key] });
  return (
    <fieldset>
      <legend class="hidden">{words.quiz.yourAnswer}</legend>
      {question.options.map(({ key, text }) => (
        <label key={key} class="choice">
          <input
            type={many ? "checkbox" : "radio"}
            name={`question-${question.position}`}
            disabled={disabled}
            checked={selected.includes(key)}
            onChange={(event) => toggle(key, event.currentTarget.checked)}
          />
          <Prose html={text.html} inline />
        </label>
      ))}
    </fieldset>
  );
}

function TrueFalse({ question, answer, disabled, onChange }: Properties) {
  return (
    <fieldset>
      <legend class="hidden">{words.quiz.yourAnswer}</legend>
      {[true, false].map((value) => (
        <label key={String(value)} class="choice">
          <input
            type="radio"
            name={`question-${question.position}`}
            disabled={disabled}
            checked={answer.value === value}
            onChange={() => onChange({ value })}
          />
          {value ? words.quiz.yes : words.quiz.no}
        </label>
      ))}
    </fieldset>
  );
}

/** Buttons move items, so that it works by keyboard and on small screens. */
function Order({ question, answer, disabled, onChange }: Properties) {
  const order = answer.order ?? question.options.map(({ key }) => key);
  const move = (from: number, to: number) => {
    const next = [...order];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange({ order: next });
  };
  return (
    <ol class="ordering">
      {order.map((key, at) => {
        const option = question.options.find((each) => each.key === key);
        if (!option) return null;
        return (
          <li key={key} class="row spread">
            <Prose html={option.text.html} inline />
            <span class="row">
              <button
                type="button"
                aria-label={words.quiz.up(option.text.source)}
                disabled={disabled || at === 0}
                onClick={() => move(at, at - 1)}
              >
                ↑
              </button>
              <button
                type="button"
                aria-label={words.quiz.down(option.text.source)}
                disabled={disabled || at === order.length - 1}
                onClick={() => move(at, at + 1)}
              >
                ↓
              </button>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function Matching({ question, answer, disabled, onChange }: Properties) {
  const matches = answer.matches ?? [];
  const choose = (left: string, right: string) =>
    onChange({ matches: [...matches.filter((match) => match.left !== left), ...(right ? [{ left, right }] : [])] });
  return (
    <ul class="matching">
      {question.lefts.map(({ key, text }) => (
        <li key={key} class="row">
          <Prose html={text.html} inline />
          <select
            aria-label={text.source}
            disabled={disabled}
            value={matches.find(({ left }) => left === key)?.right ?? ""}
            onChange={(event) => choose(key, event.currentTarget.value)}
          >
            <option value="">{words.quiz.choose}</option>
            {question.options.map((option) => (
              <option key={option.key} value={option.key}>
                {option.text.source}
              </option>
            ))}
          </select>
        </li>
      ))}
    </ul>
  );
}
