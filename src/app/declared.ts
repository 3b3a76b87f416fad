import "reflect-metadata";
import type { EntityClass } from "@mikro-orm/core";
import { declareEntitlements } from "../access/entitlements.js";
import { declarePermissions } from "../access/permissions.js";
import type { FieldCost } from "../graphql/document-size.js";
import { ErrorCodesResolver } from "../graphql/error-codes.resolver.js";
import { MARKDOWN_COSTS, MarkdownResolver } from "../graphql/markdown.js";
import { MoneyResolver } from "../graphql/money.js";
import { NodeResolver } from "../graphql/node.js";
import type { Declarations, ResolverClass } from "../modules/contracts/module.js";
import { kindsOf } from "../modules/contracts/notification-kind.js";
import { FailedJob } from "../platform/failed-jobs/failed-job.entity.js";
import { OutboxMessage } from "../platform/outbox/outbox-message.entity.js";
import { deliverEvent } from "../platform/outbox/outbox.js";
import { AREAS } from "./areas.js";

/** All modules, lowest first. */
export const MODULES = Object.values(AREAS).flat();

for (const { permissions = {}, entitlements = {} } of MODULES) {
  declarePermissions(permissions);
  declareEntitlements(entitlements);
}

export const ENTITIES: readonly EntityClass<object>[] = [OutboxMessage, FailedJob, ...MODULES.flatMap(({ entities = [] }) => entities)];

/** Selects the keys of all objects referenced by rows: a backup that lacks one is incomplete. */
export const NEEDED_OBJECTS = MODULES.flatMap(({ objects }) => objects ?? []).join(" union ");

export const RESOLVERS: readonly ResolverClass[] = [
  ErrorCodesResolver,
  NodeResolver,
  MarkdownResolver,
  MoneyResolver,
  ...MODULES.flatMap(({ resolvers = [] }) => resolvers),
];

export const FIELD_COSTS: Readonly<Record<string, FieldCost>> = {
  ...MARKDOWN_COSTS,
  ...Object.fromEntries(MODULES.flatMap(({ fieldCosts = {} }) => Object.entries(fieldCosts))),
};

const retention = MODULES.flatMap(({ retention: rules = [] }) => rules);

export const DECLARATIONS: Omit<Declarations, "checkpoint"> = {
  retention,
  settings: [...MODULES.flatMap(({ settings = [] }) => settings), ...retention.map(({ days }) => days)],
  jobs: [deliverEvent, ...MODULES.flatMap(({ jobs = [] }) => jobs)],
  mails: MODULES.flatMap(({ mails = [] }) => mails),
  notificationKinds: kindsOf(MODULES.flatMap(({ notificationKinds = [] }) => notificationKinds)),
  personalData: MODULES.flatMap(({ personalData }) => personalData ?? []),
  organizationData: MODULES.flatMap(({ organizationData }) => organizationData ?? []),
  searchSources: MODULES.flatMap(({ searchSources = [] }) => searchSources),
  memberships: MODULES.flatMap(({ memberships }) => memberships ?? [])[0] ?? "'[]'::jsonb",
  authored: MODULES.flatMap(({ authored = [] }) => authored),
};
