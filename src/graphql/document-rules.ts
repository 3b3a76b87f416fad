import { NoSchemaIntrospectionCustomRule, type ValidationRule } from "graphql";
import { standardRules } from "./subscription-rule.js";

/** What every document must keep to beside the limits, over HTTP and over the WebSocket alike. */
export function documentRules({ introspection }: { introspection: boolean }): ValidationRule[] {
  return [...standardRules, ...(introspection ? [] : [NoSchemaIntrospectionCustomRule])];
}
