/** What an account did, in a feed next to its name. */
export const activity = {
  problemSolved: (title: string) => `Solved the problem “${title}”.`,
  quizPassed: (title: string) => `Passed the quiz “${title}”.`,
  lessonCompleted: (title: string) => `Completed the lesson “${title}”.`,
  moduleCompleted: (title: string) => `Completed the module “${title}”.`,
  trackCompleted: (title: string) => `Completed the track “${title}”.`,
  certificateEarned: (title: string) => `Earned the certificate of the track “${title}”.`,
  badgeEarned: (title: string) => `Got the badge “${title}”.`,
  levelReached: (level: number) => `Reached level ${level}.`,
  streakReached: (days: number) => `Practised for ${days} days in a row.`,
  classJoined: (title: string) => `Joined the class “${title}”.`,
  problemPublished: (title: string) => `Published the problem “${title}”.`,
  threadStarted: (title: string) => `Started the thread “${title}”.`,
  answerAccepted: (title: string) => `Answered the question “${title}”.`,
  interviewHeld: (minutes: number) => `Took part in an interview of ${minutes} minutes.`,
  trackPublished: (title: string) => `Published the track “${title}”.`,
};

export const newFollower = {
  title: (username: string) => `${username} follows you`,
  body: "Your settings of activity say what followers see. You can remove or block a follower.",
};
