import { NoSchemaIntrospectionCustomRule, specifiedRules, type ValidationRule } from "graphql";

/** What every document must keep to beside the limits, over HTTP and over the WebSocket alike. */
export function documentRules({ introspection }: { introspection: boolean }): ValidationRule[] {
  return [...specifiedRules, ...(introspection ? [] : [NoSchemaIntrospectionCustomRule])];
}
