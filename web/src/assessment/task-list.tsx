import type { CandidateStateFragment } from "../api/generated.js";
import { lookOf } from "../parts/verdict.js";
import { Icon } from "../parts/basics.js";
import { words } from "../words.js";

type Tasks = NonNullable<CandidateStateFragment["tasks"]>;

interface Properties {
  tasks: Tasks;
  open: number;
  onOpen: (position: number) => void;
}

/** The tasks in order, with the verdict of what was submitted last. */
export function TaskList({ tasks, open, onOpen }: Properties) {
  return (
    <nav aria-label={words.assessment.tasks}>
      <ol class="tasks">
        {tasks.map(({ position, section, title, points, submissions }) => {
          const last = submissions.at(-1);
          return (
            <li key={position}>
              <button
                type="button"
                class={position === open ? "primary" : ""}
                aria-current={position === open ? "step" : undefined}
                onClick={() => onOpen(position)}
              >
                {last?.verdict ? <Icon name={lookOf(last.verdict).icon} /> : last ? <Icon name="clock" /> : null}
                <span>
                  {section ? <span class="small">{`${section}: `}</span> : null}
                  {words.assessment.task(position, title)}
                </span>
                <span class="small">{words.assessment.points(points)}</span>
                {last?.verdict ? <span class="hidden">{words.verdicts[last.verdict]}</span> : null}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
