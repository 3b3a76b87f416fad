import type { Module } from "../../contracts/module.js";
import { AuditEntry } from "./audit-entry.entity.js";
import { auditNodes } from "./audit.nodes.js";
import { auditPersonalData } from "./audit.personal-data.js";
import { AuditResolver } from "./audit.resolver.js";

export const auditEntities = [AuditEntry];

export function auditModule(): Module {
  return { resolvers: [new AuditResolver()], personalData: auditPersonalData, nodes: auditNodes };
}
