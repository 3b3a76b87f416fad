export const organizationInvitation = {
  subject: "Einladung in eine Organisation bei CodeQuest",
  body: (username: string, slug: string) =>
    `${username} lädt dich in die Organisation „${slug}“ bei CodeQuest ein. Melde dich an, oder registriere dich mit dieser Adresse und bestätige sie, dann kannst du annehmen. Wenn du ${username} nicht kennst, ignoriere diese Mail.`,
  action: "Einladung anzeigen",
  closing:
    "Du bekommst diese Mail, weil jemand diese Adresse eingetragen hat. Sie wird höchstens einige Male verschickt, und die Einladung verfällt von selbst.",
};

export const organization = {
  invited: { title: (name: string) => `Einladung: ${name}`, body: "Du kannst sie annehmen oder ablehnen." },
  joined: { title: (name: string) => `Du gehörst jetzt zu ${name}`, body: "Du kannst jederzeit austreten." },
  removed: {
    title: (name: string) => `Du gehörst nicht mehr zu ${name}`,
    body: "Jemand aus der Leitung der Organisation hat dich entfernt.",
  },
  withoutOwner: {
    title: (name: string) => `${name} hat keinen Eigentümer mehr`,
    body: "Das Konto des letzten Eigentümers wurde gelöscht, und niemand konnte nachrücken. Die Organisation ist gesperrt. Mach ein Mitglied zum Eigentümer und hebe die Sperre auf, oder lass es dabei.",
  },
};

export const organizationDeletion = {
  scheduled: {
    title: (name: string) => `${name} wird gelöscht`,
    body: (dueAt: string) =>
      `Jemand aus dem Kreis der Eigentümer hat die Löschung der Organisation beantragt. Sie beginnt am ${dueAt}. Bis dahin können alle Eigentümer sie in den Einstellungen der Organisation abbrechen.`,
  },
  cancelled: {
    title: (name: string) => `${name} wird nicht gelöscht`,
    body: "Die Löschung der Organisation wurde abgebrochen. Alles bleibt, wie es ist.",
  },
  done: {
    title: (name: string) => `${name} wurde gelöscht`,
    body: "Die Organisation und ihre Inhalte gibt es nicht mehr. Deine Einreichungen und Zertifikate bleiben in deinem Konto.",
  },
};

export const organizationExport = {
  title: (name: string) => `Das Archiv von ${name} ist fertig`,
  body: (until: string) =>
    `Es enthält alle Daten der Organisation und kann bis ${until} heruntergeladen werden. Wenn du es nicht angefordert hast, ändere dein Passwort und benachrichtige die anderen Eigentümer.`,
};
