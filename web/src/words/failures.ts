/** What a failure means to a visitor, and what to do, by code. */
const FAILURES: Readonly<Record<string, { title: string; advice: string }>> = {
  OFFLINE: { title: "No connection", advice: "The server cannot be reached. Check your network, then try again." },
  UNAUTHENTICATED: { title: "Please sign in", advice: "Your session has ended, or you are not signed in." },
  FORBIDDEN: { title: "Not allowed", advice: "Your account may not do this." },
  NOT_FOUND: { title: "Not found", advice: "It does not exist, or you may not see it." },
  RATE_LIMITED: { title: "Too many requests", advice: "Wait a moment, then try again. Nothing is lost." },
  QUEUE_FULL: { title: "The judge is busy", advice: "Many people submit at the moment. Your code stays in the editor." },
  JUDGE_UNAVAILABLE: { title: "The judge did not answer", advice: "No worker answered in time. Your code stays in the editor; try again." },
  EMAIL_NOT_VERIFIED: {
    title: "Confirm your e-mail address first",
    advice: "We sent you a link when you registered. You can ask for a new one.",
  },
  ENTITLEMENT_REQUIRED: { title: "Part of a plan", advice: "Your account does not include this. Plans and single tracks are in the shop." },
  OUT_OF_STOCK: { title: "Sold out", advice: "Fewer pieces are left than you ordered. Nothing was ordered." },
  PAYLOAD_TOO_LARGE: { title: "Too large", advice: "Send less at once." },
  REGISTRATION_CLOSED: { title: "Registration is closed", advice: "Existing accounts can still sign in." },
  SERVICE_UNAVAILABLE: { title: "Briefly unavailable", advice: "A part of the service does not respond. Try again in a moment." },
  PROVIDER_UNAVAILABLE: { title: "Briefly unavailable", advice: "Another service does not respond. Try again in a moment." },
  UNSUPPORTED_BY_ENGINE: { title: "Not possible here", advice: "What runs programs on this installation cannot judge this problem." },
  CONFLICT: { title: "Not possible now", advice: "It was changed in the meantime, or is taken." },
  SSO_REQUIRED: { title: "Use your organization's sign-in", advice: "Its accounts do not sign in by password." },
  BAD_USER_INPUT: { title: "Please check your input", advice: "" },
};
const UNKNOWN_FAILURE = { title: "Something went wrong", advice: "This is our fault. Try again; if it stays, report the number below." };

export const failureOf = (code: string): { title: string; advice: string } => FAILURES[code] ?? UNKNOWN_FAILURE;
