// English: the forum.

export const forumEn = {
  forum: {
    reply: (title: string) => `New reply: ${title}`,
    replyBody: (author: string) => (author ? `${author} has replied.` : "There is a new reply."),
    mention: (author: string) => (author ? `${author} mentions you` : "You are mentioned"),
    accepted: (title: string) => `Your answer was accepted: ${title}`,
    acceptedBody: "It solved the question.",
    removed: (title: string) => `Removed by a moderator: ${title}`,
    removedBody: (note: string) => (note ? `The moderator writes: ${note}` : "It did not follow the rules of the forum."),
    shown: (title: string) => `Your post is visible now: ${title}`,
    shownBody: "A moderator has looked at it.",
  },
};
