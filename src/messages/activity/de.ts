export const activity = {
  problemSolved: (title: string) => `Hat die Aufgabe „${title}“ gelöst.`,
  quizPassed: (title: string) => `Hat das Quiz „${title}“ bestanden.`,
  lessonCompleted: (title: string) => `Hat die Lektion „${title}“ abgeschlossen.`,
  moduleCompleted: (title: string) => `Hat das Modul „${title}“ abgeschlossen.`,
  trackCompleted: (title: string) => `Hat den Kurs „${title}“ abgeschlossen.`,
  certificateEarned: (title: string) => `Hat das Zertifikat des Kurses „${title}“ erhalten.`,
  badgeEarned: (title: string) => `Hat das Abzeichen „${title}“ erhalten.`,
  levelReached: (level: number) => `Hat Stufe ${level} erreicht.`,
  streakReached: (days: number) => `Hat ${days} Tage in Folge geübt.`,
  classJoined: (title: string) => `Ist der Klasse „${title}“ beigetreten.`,
  problemPublished: (title: string) => `Hat die Aufgabe „${title}“ veröffentlicht.`,
  threadStarted: (title: string) => `Hat den Thread „${title}“ begonnen.`,
  answerAccepted: (title: string) => `Hat die Frage „${title}“ beantwortet.`,
  interviewHeld: (minutes: number) => `Hat an einem Interview von ${minutes} Minuten teilgenommen.`,
  trackPublished: (title: string) => `Hat den Kurs „${title}“ veröffentlicht.`,
};

export const newFollower = {
  title: (username: string) => `${username} folgt dir`,
  body: "Deine Aktivitätseinstellungen bestimmen, was Follower sehen. Du kannst Follower entfernen oder blockieren.",
};
