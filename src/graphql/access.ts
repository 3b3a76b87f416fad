import { defaultFieldResolver, isObjectType, type GraphQLField, type GraphQLSchema } from "graphql";
import { Extensions } from "type-graphql";
import { onBehalfOf } from "../access/impersonation.js";
import type { Permission } from "../access/permissions.js";
import { decide } from "../access/policy.js";
import type { SignedIn } from "../access/viewer.js";
import { maySee, type OwnedKind, type Visibility } from "../access/visibility.js";
import { AppError } from "../kernel/errors.js";
import { unauthenticated, type RequestContext } from "./context.js";

/** Declares who may use a root field. authorization.test.ts fails for a root field without it. */
export const Allow = (permission: Permission): MethodDecorator => Extensions({ allow: permission }) as MethodDecorator;

/** Marks an object type with an owner. Each of its fields must then declare its visibility. */
export const Owned = (kind: OwnedKind): ClassDecorator => Extensions({ owned: kind }) as ClassDecorator;

/** Who may see a field of an owned type. Other viewers get null, so the field must be nullable unless it is public. */
export const Visible = (visibility: Visibility): PropertyDecorator => Extensions({ visible: visibility }) as PropertyDecorator;

/** Called before each mutation by an impersonating admin; the mutation is not executed if this fails. */
export type ImpersonationObserver = (viewer: SignedIn, mutation: string, address: string) => Promise<void>;

/** Wraps only fields with a rule, so the others cost nothing. Changes the schema in place. */
export function enforceAccess(schema: GraphQLSchema, observe: ImpersonationObserver = async () => undefined): void {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const root of roots) {
    for (const field of Object.values<GuardedField>(root?.getFields() ?? {})) {
      guardRoot(field);
      if (root === schema.getMutationType()) observeImpersonation(field, observe);
    }
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || !type.extensions.owned) continue;
    for (const field of Object.values<GuardedField>(type.getFields())) guardOwned(field, type.extensions.owned as OwnedKind);
  }
}

type GuardedField = GraphQLField<unknown, RequestContext>;

function guardRoot(field: GuardedField): void {
  const permission = field.extensions.allow as Permission | undefined;
  if (!permission) throw new Error(`Root field ${field.name} has no @Allow rule.`);
  const guard = (context: RequestContext) => {
    const decision = decide(context.viewer, permission);
    if (decision === "unauthenticated") throw unauthenticated();
    if (decision === "forbidden") throw new AppError("FORBIDDEN", `Your role may not use \`${field.name}\`.`);
    if (decision === "out-of-scope") throw new AppError("FORBIDDEN", `This API token has no scope for \`${field.name}\`.`);
    if (decision === "while-impersonating")
      throw new AppError("FORBIDDEN", `\`${field.name}\` is only for the account's owner, not while impersonating.`);
    if (decision === "verify-email-first") throw new AppError("EMAIL_NOT_VERIFIED", "Confirm your e-mail address first.");
  };
  const { resolve = defaultFieldResolver, subscribe } = field;
  if (subscribe) {
    field.subscribe = (source, args, context, info) => {
      guard(context);
      return onBehalfOf(context.viewer, () => subscribe(source, args, context, info) as unknown);
    };
    return;
  }
  field.resolve = (source, args, context, info) => {
    guard(context);
    return onBehalfOf(context.viewer, () => resolve(source, args, context, info));
  };
}

function observeImpersonation(field: GuardedField, observe: ImpersonationObserver): void {
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (source, args, context, info) => {
    const { viewer } = context;
    if (!viewer?.impersonatorId) return resolve(source, args, context, info);
    return onBehalfOf(viewer, () => observe(viewer, field.name, context.address)).then(() => resolve(source, args, context, info));
  };
}

function guardOwned(field: GuardedField, kind: OwnedKind): void {
  const visibility = field.extensions.visible as Visibility | undefined;
  if (!visibility) throw new Error(`Field ${field.name} of an owned type has no @Visible rule.`);
  if (visibility === "public") return;
  const { resolve = defaultFieldResolver } = field;
  field.extensions = { ...field.extensions, readsSourceOnly: false };
  field.resolve = (source, args, context, info) =>
    maySee(context.viewer, visibility, kind, source as never) ? resolve(source, args, context, info) : null;
}
