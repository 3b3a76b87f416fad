import { on } from "../../platform/outbox/outbox.js";
import type { Module } from "../module.js";
import { linkMail } from "./link.mail.js";
import { roleDecisionMail } from "./role-decision.mail.js";
import { orderMail, startMailWorker, type MailWorkerDependencies } from "./send-mail.job.js";
import { registrationRepeatedMail, securityMail } from "./security.mail.js";
import { welcomeMail } from "./welcome.mail.js";

const KINDS = [welcomeMail, roleDecisionMail, linkMail, securityMail, registrationRepeatedMail];

export function notificationsModule(dependencies: Omit<MailWorkerDependencies, "kinds">): Module {
  return {
    eventHandlers: KINDS.map((kind) => on(kind.event, `${kind.name}-mail`, (event) => orderMail(dependencies.jobs, kind, event))),
    workers: [async () => startMailWorker({ ...dependencies, kinds: KINDS })],
  };
}
