import { NoSchemaIntrospectionCustomRule, type ValidationRule } from "graphql";
import { standardRules } from "./subscription-rule.js";

/** Validation rules for every document besides the limits, over HTTP and WebSocket. */
export function documentRules({ introspection }: { introspection: boolean }): ValidationRule[] {
  return [...standardRules, ...(introspection ? [] : [NoSchemaIntrospectionCustomRule])];
}
