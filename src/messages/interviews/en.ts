// English: interviews.

const what = {
  PROPOSED: ["Interview proposed", "Please confirm it in time, or choose another time."],
  CONFIRMED: ["Interview confirmed", "A calendar invitation is on its way by mail."],
  RESCHEDULED: ["Interview moved", "Please confirm the new time."],
  CANCELLED: ["Interview cancelled", "If you asked for a peer, a new partner is looked for."],
  EXPIRED: ["Interview not confirmed in time", "If you confirmed it, a new partner is looked for."],
  NO_SHOW: ["Interview ended: somebody did not come", "If you were there, a new partner is looked for."],
} as const;

export const interviewsEn = {
  interview: {
    changed: (change: keyof typeof what, time: string) => `${what[change][0]}: ${time}`,
    changedBody: (change: keyof typeof what): string => what[change][1],
    dueSoon: (hours: number) => (hours === 1 ? "Your interview starts within an hour" : "Your interview starts within a day"),
    feedback: "You have feedback about your interview",
    feedbackBody: "Give yours to see it at once.",
    event: (other: string) => `Interview with ${other} (CodeQuest)`,
    eventBody: (url: string) => `The room opens 10 minutes before the start: ${url}`,
    someone: "a partner",
    invited: (time: string) => `Invitation: interview, ${time}`,
    moved: (time: string) => `Changed: interview, ${time}`,
    cancelled: (time: string) => `Cancelled: interview, ${time}`,
    invitedLine: (other: string, time: string) => `your interview with ${other} takes place: ${time}.`,
    movedLine: (other: string, time: string) =>
      `your interview with ${other} is proposed for another time: ${time}. It has to be confirmed.`,
    cancelledLine: (other: string, time: string) => `your interview with ${other} does not take place: ${time}.`,
    open: "Open the interview",
    closing: "You get this mail because you take part in an interview at CodeQuest.",
  },
};
