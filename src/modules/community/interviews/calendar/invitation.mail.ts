import { interviewInvitationDue, type InterviewInvitationDue } from "../../../../events/interview-invitation-due.event.js";
import { isZone } from "../../../../kernel/wall-time.js";
import { messageLanguageOf, messagesIn } from "../../../../messages/messages.js";
import { declaredMail } from "../../../contracts/declared-mail.js";
import { letter } from "../../../messaging/notifications/mail/mail-content.js";
import { calendarText } from "./calendar-text.js";
import { interviewEntries, readerOf } from "./interview-entries.js";

/**
 * A calendar invitation, its update or its cancellation (RFC 6047). The organizer is the installation, so no participant learns the address of
 * the other, and replies are not read.
 */
export const interviewInvitationMail = declaredMail<InterviewInvitationDue>({
  name: "interview-invitation",
  event: interviewInvitationDue,
  about: ({ interviewId, userId, sequence, method }) => `${interviewId}.${userId}.${sequence}.${method}`,
  async write(em, { interviewId, userId, sequence, method }, webUrl, { from }) {
    const reader = await readerOf(em, userId);
    const [entry] = reader ? await interviewEntries(em, userId, reader, webUrl, interviewId) : [];
    // A later change has its own mail.
    if (!reader || !entry || entry.sequence !== sequence) return null;
    const language = messageLanguageOf(reader.locale);
    const words = messagesIn(language).interview;
    const timeZone = isZone(reader.zone) ? reader.zone : "UTC";
    const time = `${new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short", timeZone }).format(entry.startsAt)} (${timeZone})`;
    const { domain, organizer } = senderOf(from);
    const content = calendarText({
      ...{ method, zone: timeZone, organizer, domain, entries: [entry] },
      attendee: { name: reader.name, address: reader.address },
    });
    const [subject, line] =
      entry.status === "CANCELLED"
        ? [words.cancelled(time), words.cancelledLine(entry.other, time)]
        : entry.status === "TENTATIVE"
          ? [words.moved(time), words.movedLine(entry.other, time)]
          : [words.invited(time), words.invitedLine(entry.other, time)];
    const lines = [line, { label: words.open, url: entry.url }];
    return {
      to: reader.address,
      ...letter({ language, subject, name: reader.name, lines, closing: words.closing }),
      calendar: { method, content },
    };
  },
});

export function senderOf({ name, address }: { name: string; address: string }) {
  return { organizer: { name: name || "CodeQuest", address }, domain: address.slice(address.lastIndexOf("@") + 1) };
}
