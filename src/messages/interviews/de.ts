// German: interviews.

export const interviewsDe = {
  interview: {
    changed: {
      PROPOSED: (time: string) => `Interview vorgeschlagen: ${time}`,
      CONFIRMED: (time: string) => `Interview bestätigt: ${time}`,
      RESCHEDULED: (time: string) => `Interview verschoben: ${time}`,
      CANCELLED: (time: string) => `Interview abgesagt: ${time}`,
      EXPIRED: (time: string) => `Interview nicht rechtzeitig bestätigt: ${time}`,
      NO_SHOW: (time: string) => `Interview beendet: jemand ist nicht gekommen: ${time}`,
    },
    changedBody: {
      PROPOSED: "Bitte bestätige es rechtzeitig oder wähle eine andere Zeit.",
      CONFIRMED: "Eine Einladung für den Kalender kommt per Mail.",
      RESCHEDULED: "Bitte bestätige die neue Zeit.",
      CANCELLED: "Wenn du jemanden gesucht hast, geht die Suche weiter.",
      EXPIRED: "Wenn du bestätigt hast, geht die Suche weiter.",
      NO_SHOW: "Wenn du da warst, geht die Suche weiter.",
    },
    dueSoon: (hours: number) =>
      hours === 1 ? "Dein Interview beginnt in weniger als einer Stunde" : "Dein Interview beginnt in weniger als einem Tag",
    feedback: "Du hast eine Rückmeldung zu deinem Interview",
    feedbackBody: "Gib deine ab, um sie sofort zu sehen.",
    event: (other: string) => `Interview mit ${other} (CodeQuest)`,
    eventBody: (url: string) => `Der Raum öffnet 10 Minuten vor Beginn: ${url}`,
    someone: "jemandem",
    invited: (time: string) => `Einladung: Interview, ${time}`,
    moved: (time: string) => `Geändert: Interview, ${time}`,
    cancelled: (time: string) => `Abgesagt: Interview, ${time}`,
    invitedLine: (other: string, time: string) => `dein Interview mit ${other} findet statt: ${time}.`,
    movedLine: (other: string, time: string) =>
      `für dein Interview mit ${other} wird eine andere Zeit vorgeschlagen: ${time}. Sie muss bestätigt werden.`,
    cancelledLine: (other: string, time: string) => `dein Interview mit ${other} findet nicht statt: ${time}.`,
    open: "Zum Interview",
    closing: "Du bekommst diese Mail, weil du an einem Interview bei CodeQuest teilnimmst.",
  },
};
