// English: every text that the platform sends to people. Its shape is the shape of every other language.
import { activity, newFollower } from "./activity/en.js";
import { invoiceReceipt, subscription } from "./commerce/billing.en.js";
import { receipt, entitlement } from "./commerce/en.js";
import { classEnding, classInvitation, coursework } from "./learning/en.js";
import { organizationDeletion, organizationExport, organizationInvitation, organization } from "./organizations/en.js";
import { aiFinished } from "./ai/en.js";
import { verdict } from "./judging/en.js";
import { webhookStopped } from "./webhooks/en.js";
import { feedbackEn } from "./feedback/en.js";
import { forumEn } from "./forum/en.js";
import { assessmentEn } from "./assessments/en.js";
import { interviewsEn } from "./interviews/en.js";

export type Sentence = readonly [title: string, body: string];

export const en = {
  greeting: "Hello",

  closing: {
    addressGiven: "You get this mail because this address was given for an account at CodeQuest. If it was not you, ignore it.",
    security: "You get this mail because it concerns the security of your account at CodeQuest.",
    preferences: "You get this mail because of the notification settings of your account at CodeQuest.",
    digest: "You get this mail because the digest is turned on for your account at CodeQuest.",
  },

  welcome: {
    subject: "Welcome to CodeQuest",
    ready: "your CodeQuest account is ready.",
    confirm: "Confirm that this address is yours",
    start: "Pick a problem, write a solution in one of six languages, and watch it being judged test by test.",
  },

  verifyEmail: {
    subject: "Confirm your e-mail address",
    body: "please confirm that this address is yours. The link works for 72 hours.",
    action: "Confirm the address",
  },
  resetPassword: {
    subject: "Set a new password",
    body: "someone, most likely you, has asked for a new password for your account. The link works once, for an hour.",
    action: "Set a new password",
    notYou: "If it was not you, ignore this mail: your password stays as it is.",
  },
  changeEmail: {
    subject: "Confirm your new e-mail address",
    body: "this address was entered as the new e-mail address of your account. The link works for 24 hours.",
    action: "Use this address",
  },
  undoEmailChange: {
    subject: "Your e-mail address has been changed",
    body: "your account now has another e-mail address, and you can no longer sign in with this one.",
    notYou:
      "If it was not you, undo the change: that signs everyone out of your account and lets you set a new password. The link works for 7 days.",
    action: "Undo the change",
  },
  registrationRepeated: {
    subject: "You already have an account",
    body: "someone, perhaps you, tried to create an account with this e-mail address, which already has one.",
    advice: "Sign in with it, or request a new password if you have forgotten yours.",
  },

  roleDecision: {
    approved: "Your role request has been approved",
    rejected: "Your role request has been rejected",
    approvedBody: (role: string) =>
      `your request for the role "${role}" has been approved. You have the role from now on, without signing in again.`,
    rejectedBody: (role: string) =>
      `your request for the role "${role}" has been rejected. Your account is unchanged, and you can send another request.`,
    quoted: "The admin writes:",
  },

  notification: { open: "Show it" },

  digest: {
    subject: (count: number) => (count === 1 ? "An unread notification" : `${count} unread notifications`),
    lead: "your unread notifications:",
    more: (count: number) => `… and ${count} more.`,
    open: "Show them all",
  },

  unsubscribe: {
    title: "Mails from CodeQuest",
    ask: "Stop receiving these mails?",
    button: "Unsubscribe",
    done: "You will no longer receive mails of this kind.",
    again: "You can turn them on again in your account's settings.",
    invalid: "This link is invalid or no longer valid.",
  },

  ownership: {
    PENDING: "You are offered the ownership",
    ACCEPTED: "Your offer of ownership was accepted",
    DECLINED: "Your offer of ownership was declined",
    ASSIGNED: "An admin has assigned it to a new owner",
  },

  certificate: {
    issued: (track: string) => `Certificate: ${track}`,
    issuedBody: "You completed the track. Your certificate is ready.",
    heading: "Certificate of completion",
    confirms: "This confirms that",
    completed: "has completed the track",
    on: (day: string) => `on ${day}`,
    seePage: "The full name and title are on the page below.",
    check: "Check this certificate:",
    code: "Code",
    learner: "Learner",
    track: "Track",
    completedOn: "Completed",
    issuedOn: "Issued",
    valid: "This certificate is valid.",
    revoked: (day: string) => `This certificate was revoked on ${day}. It is not valid.`,
    unknown: "There is no certificate with this code.",
    busy: "Too many requests. Try again in a minute.",
  },

  security: {
    notYou: "If it was not you, set a new password immediately, and end the sessions that you don't know.",
    time: "Time",
    device: "Device",
    address: "Network address",
    changes: {
      NEW_SIGN_IN: ["A new sign-in to your account", "Someone has signed in to your account from a new device or network."],
      PASSWORD_CHANGED: [
        "Your password has been changed",
        "The password of your account has been changed, and its other sessions have ended.",
      ],
      PASSWORD_RESET: [
        "Your password has been reset",
        "A new password was set for your account with a link from a mail. All sessions have ended.",
      ],
      EMAIL_CHANGE_REQUESTED: [
        "Your e-mail address is to be changed",
        "Someone signed in to your account requested to change its e-mail address. It changes once the new address is confirmed.",
      ],
      TWO_FACTOR_ENABLED: [
        "Two-factor is on",
        "Signing in to your account now requires a code of your authenticator app. Keep the recovery codes safe.",
      ],
      TWO_FACTOR_DISABLED: ["Two-factor is off", "Signing in to your account no longer requires a second step."],
      RECOVERY_CODE_USED: [
        "A recovery code was used",
        "Someone used one of the recovery codes of your account instead of the authenticator app.",
      ],
      RECOVERY_CODES_RENEWED: ["New recovery codes", "Your account has new recovery codes; the old ones no longer work."],
      API_TOKEN_CREATED: ["A new API token", "An API token has been created for your account."],
      PROVIDER_LINKED: ["A new way to sign in", "An identity at another service can now sign in to your account."],
      PROVIDER_UNLINKED: ["A way to sign in was removed", "An identity at another service can no longer sign in to your account."],
      REFRESH_TOKEN_REUSED: [
        "A session has been ended",
        "A token of one of your sessions was used twice, which may mean that it was stolen. The session has ended; sign in again if needed.",
      ],
      IMPERSONATED: [
        "An admin is acting as your account",
        "An admin uses your account for at most half an hour, for example to find the cause of a problem. They cannot change your password, e-mail address or sessions. Your list of sessions shows this session, and you can end it there.",
      ],
      SUSPENDED: ["Your account is suspended", "An admin has suspended your account. The reason is shown when you sign in."],
      REINSTATED: ["Your account is open again", "Your account is no longer suspended. You may sign in."],
    } satisfies Record<string, Sentence>,
  },

  accountDeletion: {
    scheduled: {
      title: "Your account will be deleted",
      body: (dueAt: string) => `Your account and its data will be deleted on ${dueAt}. Until then it works as before.`,
      advice:
        "To keep it, sign in before that and cancel the deletion in your account's settings. If you did not request this, also set a new password.",
    },
    cancelled: {
      title: "Your account is kept",
      body: "The deletion of your account has been cancelled.",
      advice: "If it was not you, set a new password, and end the sessions that you don't know.",
    },
  },

  dataExport: {
    title: "Your data is ready to download",
    body: (until: string) => `The archive of your account's data is ready. You can download it in your account's settings until ${until}.`,
    notYou: "If you did not request it, someone else knows your password: set a new one immediately.",
  },

  badge: (title: string) => `New badge: ${title}`,
  activity,
  newFollower,
  organizationInvitation,
  organization,
  organizationDeletion,
  organizationExport,
  receipt,
  invoiceReceipt,
  subscription,
  entitlement,
  classEnding,
  classInvitation,

  coursework,

  ...feedbackEn,
  ...forumEn,
  ...assessmentEn,
  ...interviewsEn,

  /** Lines that explain a grade. Numbers and times are already in the reader's form. */
  grade: {
    wholeWork: "Whole work",
    score: (score: string, most: string, at: string) => `Score ${score} of ${most}, submitted on ${at}.`,
    rubricLine: (criterion: string, points: string, most: string) => `${criterion}: ${points} of ${most} points.`,
    rubric: (share: string, at: string) => `Graded by rubric: ${share}. Submitted on ${at}.`,
    due: (at: string) => `due on ${at}`,
    extended: (at: string) => `due on ${at} by an extension`,
    noDueTime: (share: string) => `${share}. There was no due time.`,
    inTime: (share: string, due: string) => `${share}. In time: ${due}.`,
    late: (minutes: string, due: string, credit: string, share: string) =>
      `${minutes} min late (${due}): credit ${credit}, which leaves ${share}.`,
    attempts: {
      BEST: (count: number, share: string) => `The best of ${count} attempts counts: ${share}.`,
      LAST: (count: number, share: string) => `The last of ${count} attempts counts: ${share}.`,
      AVERAGE: (count: number, share: string) => `The average of ${count} attempts counts: ${share}.`,
    },
    afterClosing: (count: number) => `${count} made after closing do not count.`,
    worth: (title: string, points: string, most: string) => `${title}: ${points} of ${most} points.`,
    missing: "Nothing was handed in.",
    missingAt: (at: string) => `Nothing was handed in before closing on ${at}.`,
    adjustment: (points: string, reason: string) => (reason ? `Adjusted by ${points} points: ${reason}` : `Adjusted by ${points} points.`),
    regraded: (at: string, before: string | null, points: string) =>
      before === null
        ? `Regraded on ${at}: ${points} points.`
        : `Regraded on ${at}, after your request: ${points} points instead of ${before}.`,
    sum: (points: string) => `Sum: ${points} points.`,
    rounded: (points: string) => `Grade: ${points} points, rounded to hundredths.`,
    share: (title: string, share: string, weight: number) => `${title}: ${share}, with weight ${weight}.`,
    total: (share: string, dropped: number) => (dropped > 0 ? `Total: ${share}. Lowest grades dropped: ${dropped}.` : `Total: ${share}.`),
  },

  webhookStopped,
  aiFinished,
  verdict,
};
