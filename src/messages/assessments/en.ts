// English: assessments.

export const assessmentEn = {
  assessment: {
    mail: {
      subject: "You are invited to an assessment at CodeQuest",
      body: (username: string) =>
        `${username} invites you to an assessment. You need no account. The link is yours alone: do not pass it on. Your time starts only when you start it.`,
      action: "Open the assessment",
      resultSubject: "The result of your assessment at CodeQuest",
      resultBody: "The result of the assessment that you took is available.",
      resultAction: "See the result",
      rights: "With the same link you can see what is stored about you, and delete it.",
      closing: "You get this mail because someone entered this address for an assessment. If you do not know why, ignore it.",
    },
    invited: (title: string) => `You are invited: ${title}`,
    invitedBody: "Your time starts only when you start it.",
    finished: (name: string) => (name ? `${name} has finished` : "A candidate has finished"),
    finishedBody: (title: string) => `Assessment: ${title}`,
    released: (title: string) => `Your result is available: ${title}`,
    releasedBody: "You can see your points, and how they came about.",
    evidenceNote:
      "These are observations, not proof and not a score. People paste their own code, look up documentation and answer the door; short or obvious solutions are alike by nature; and a client can leave things out. Look at the work itself, and talk with the candidate, before you conclude anything.",
  },
};
