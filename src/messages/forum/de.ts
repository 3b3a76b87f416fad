// German: the forum.

export const forumDe = {
  forum: {
    reply: (title: string) => `Neue Antwort: ${title}`,
    replyBody: (author: string) => (author ? `${author} hat geantwortet.` : "Es gibt eine neue Antwort."),
    mention: (author: string) => (author ? `${author} erwähnt dich` : "Du wirst erwähnt"),
    accepted: (title: string) => `Deine Antwort wurde angenommen: ${title}`,
    acceptedBody: "Sie hat die Frage gelöst.",
    removed: (title: string) => `Von der Moderation entfernt: ${title}`,
    removedBody: (note: string) => (note ? `Die Moderation schreibt: ${note}` : "Der Beitrag hielt sich nicht an die Regeln des Forums."),
    shown: (title: string) => `Dein Beitrag ist jetzt sichtbar: ${title}`,
    shownBody: "Die Moderation hat ihn angesehen.",
  },
};
