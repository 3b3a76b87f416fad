// English: interviews.

export const interviewsEn = {
  interview: {
    changed: {
      PROPOSED: (time: string) => `Interview proposed: ${time}`,
      CONFIRMED: (time: string) => `Interview confirmed: ${time}`,
      RESCHEDULED: (time: string) => `Interview moved: ${time}`,
      CANCELLED: (time: string) => `Interview cancelled: ${time}`,
      EXPIRED: (time: string) => `Interview not confirmed in time: ${time}`,
      NO_SHOW: (time: string) => `Interview ended: somebody did not come: ${time}`,
    },
    changedBody: {
      PROPOSED: "Please confirm it in time, or choose another time.",
      CONFIRMED: "A calendar invitation is on its way by mail.",
      RESCHEDULED: "Please confirm the new time.",
      CANCELLED: "If you asked for a peer, we look for a new partner.",
      EXPIRED: "If you confirmed it, we look for a new partner.",
      NO_SHOW: "If you were there, we look for a new partner.",
    },
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
