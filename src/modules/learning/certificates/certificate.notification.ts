import { certificateIssued, type CertificateIssued } from "../../../events/certificate-issued.event.js";
import { messagesIn } from "../../../messages/messages.js";
import { notificationKind } from "../../contracts/notification-kind.js";
import { certificatesById } from "./certificate.rows.js";

interface Issued {
  trackTitle: string;
}

export const certificateNotification = notificationKind<CertificateIssued, Issued>({
  name: "certificate",
  title: "Certificates",
  description: "You completed a track and have a certificate.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "OFF" },
  subject: "Certificate",
  event: certificateIssued,
  async tell(em, { certificateId, userId }) {
    const [certificate] = await certificatesById(em, [certificateId]);
    if (!certificate) return null;
    const { trackTitle } = certificate;
    return { to: [userId], data: { trackTitle }, subject: { type: "Certificate", id: certificateId } };
  },
  text({ trackTitle }, language) {
    const { issued, issuedBody } = messagesIn(language).certificate;
    return { title: issued(trackTitle), body: issuedBody };
  },
});
