export const aiFinished = {
  REVIEW: "Your AI review is ready",
  HINT: "Your hint is ready",
  EXPLANATION: "Your explanation is ready",
  SUMMARY: "Your summary is ready",
  QUIZ_DRAFT: "Your draft of questions is ready",
  PATH: "The text on your learning path is ready",
  PROOFREADING: "Your problem was proof-read",
  body: "Open it to read the answer.",
};
