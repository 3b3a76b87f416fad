import type { Module } from "../../contracts/module.js";
import { AuditEntry } from "./audit-entry.entity.js";
import { auditNodes } from "./audit.nodes.js";
import { auditPermissions } from "./audit.permissions.js";
import { auditPersonalData } from "./audit.personal-data.js";
import { AuditResolver } from "./audit.resolver.js";

export default {
  name: "audit",
  exports: ["forget-addresses", "record"],
  entities: [AuditEntry],
  permissions: auditPermissions,
  resolvers: [AuditResolver],
  personalData: auditPersonalData,
  wire: () => ({ nodes: auditNodes }),
} satisfies Module;
