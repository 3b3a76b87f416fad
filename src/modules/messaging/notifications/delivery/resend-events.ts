import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { SuppressionReason } from "./mail-suppression.entity.js";
import type { MailSuppressionsService } from "./mail-suppressions.service.js";

interface Heard {
  emails: string[];
  reason: SuppressionReason;
  detail: string;
}

/** Bounce types that may be temporary. */
const TEMPORARY = ["Transient", "Undetermined"];

/** Addresses that a Resend event reports as bouncing or complaining; null for other events. */
function complaintIn(event: unknown): Heard | null {
  const { type, data } = (event ?? {}) as { type?: unknown; data?: { to?: unknown; bounce?: Record<string, unknown> } };
  const emails = (Array.isArray(data?.to) ? data.to : [data?.to]).filter((to) => typeof to === "string");
  if (type === "email.complained") return { emails, reason: "COMPLAINT", detail: "" };
  if (type === "email.suppressed") return { emails, reason: "BOUNCE", detail: "On the provider's suppression list." };
  if (type !== "email.bounced" || TEMPORARY.includes(String(data?.bounce?.type))) return null;
  const { type: kind, subType, message } = data?.bounce ?? {};
  return { emails, reason: "BOUNCE", detail: [kind, subType, message].filter((word) => typeof word === "string").join(": ") };
}

export type MailProviderEvents = (event: unknown) => Promise<void>;

export function createMailProviderEvents(suppressions: MailSuppressionsService, log: Logger): MailProviderEvents {
  return async (event) => {
    const heard = complaintIn(event);
    if (!heard) return;
    await suppressions.add(heard.emails, heard.reason, heard.detail);
    log.info({ reason: heard.reason, count: heard.emails.length }, "mail to addresses suppressed");
  };
}
