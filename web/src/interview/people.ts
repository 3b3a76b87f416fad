import type { InterviewFactsFragment, InterviewPartsFragment, InterviewSeat } from "../api/generated.js";
import { serverNow } from "../api/server-clock.js";
import { words } from "../words.js";

export type Shown = InterviewPartsFragment;
type Round = Shown["rounds"][number];

const personAt = ({ participants }: InterviewFactsFragment, seat: InterviewSeat) => participants.find((each) => each.seat === seat);
export const own = (interview: InterviewFactsFragment) => personAt(interview, interview.viewerSeat);
export const other = (interview: InterviewFactsFragment) => personAt(interview, interview.viewerSeat === "FIRST" ? "SECOND" : "FIRST");
export const nameOf = (interview: InterviewFactsFragment): string => other(interview)?.user?.displayName ?? words.interviews.somebody;

export const isActive = ({ status }: InterviewFactsFragment): boolean => status === "PROPOSED" || status === "CONFIRMED";

/** By the server's clock. The first one until the clock has started. */
export function roundNow({ rounds, startedAt }: Shown): Round {
  const running = startedAt ? rounds.find(({ endsAt }) => serverNow() < Date.parse(endsAt)) : rounds[0];
  return running ?? rounds.at(-1)!;
}
