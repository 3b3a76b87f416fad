import type { JudgementStatus, Verdict } from "../api/generated.js";
import { words } from "../words.js";
import { Icon, type IconName } from "./basics.js";

const LOOKS: Record<Verdict, { tone: string; icon: IconName }> = {
  ACCEPTED: { tone: "good", icon: "check" },
  WRONG_ANSWER: { tone: "bad", icon: "cross" },
  TIME_LIMIT_EXCEEDED: { tone: "late", icon: "clock" },
  MEMORY_LIMIT_EXCEEDED: { tone: "late", icon: "half" },
  OUTPUT_LIMIT_EXCEEDED: { tone: "late", icon: "half" },
  RUNTIME_ERROR: { tone: "bad", icon: "cross" },
  COMPILATION_ERROR: { tone: "bad", icon: "cross" },
  REJECTED: { tone: "bad", icon: "cross" },
  CANCELLED: { tone: "none", icon: "dash" },
  SYSTEM_ERROR: { tone: "none", icon: "dash" },
};

export const lookOf = (verdict: Verdict) => LOOKS[verdict];

/** Text, icon and colour: never colour alone. */
export function VerdictBadge({ verdict, status }: { verdict: Verdict | null | undefined; status: JudgementStatus }) {
  if (!verdict) {
    return (
      <span class="verdict none working">
        <Icon name="clock" /> {words.statuses[status]}
      </span>
    );
  }
  const { tone, icon } = LOOKS[verdict];
  return (
    <span class={`verdict ${tone}`}>
      <Icon name={icon} /> {words.verdicts[verdict]}
    </span>
  );
}
