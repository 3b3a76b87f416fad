// English: regrades, and feedback on work of classes.

export const feedbackEn = {
  regrade: {
    requested: (title: string) => `Regrade requested: ${title}`,
    requestedBody: "A learner asks for another look at a grade.",
    accepted: (title: string) => `Regraded: ${title}`,
    declined: (title: string) => `Grade confirmed: ${title}`,
    decidedBody: "Your request for a regrade was answered.",
  },

  feedback: {
    comment: (title: string) => `Comment on your work: ${title}`,
    reply: (title: string) => `Reply to a comment: ${title}`,
    commentBody: "It is at the lines that it is about.",
    hint: (title: string) => `Hint for ${title}`,
    hintBody: "Your instructor has written it for all whose submissions fail like yours.",
  },
};
