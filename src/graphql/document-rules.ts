import { GraphQLError, Kind, NoSchemaIntrospectionCustomRule, type ValidationRule } from "graphql";
import { AppError } from "../kernel/errors.js";
import { complexityRule } from "./complexity.js";
import { MAX_ALIASES, MAX_ROOT_FIELDS } from "./limits.js";

/** What every document must keep to beside the specification's rules, over HTTP and over the WebSocket alike. */
export function documentRules({ introspection }: { introspection: boolean }): ValidationRule[] {
  return [complexityRule, multiplicityRule, ...(introspection ? [] : [NoSchemaIntrospectionCustomRule])];
}

/**
 * One request must not be many: aliases repeat a field as often as they like, such as `login` with a password each. Counts
 * what is written; a fragment that is spread often is the complexity rule's to count.
 */
const multiplicityRule: ValidationRule = (context) => {
  let aliases = 0;
  const refuse = (what: string, limit: number, actual: number) => {
    const message = `The operation has ${actual} ${what}, and at most ${limit} are allowed. Send several requests.`;
    const originalError = new AppError("QUERY_TOO_COMPLEX", message, { limit, actual });
    context.reportError(new GraphQLError(message, { originalError }));
  };
  return {
    OperationDefinition({ selectionSet }) {
      const roots = selectionSet.selections.filter(({ kind }) => kind === Kind.FIELD).length;
      if (roots > MAX_ROOT_FIELDS) refuse("root fields", MAX_ROOT_FIELDS, roots);
    },
    Field({ alias }) {
      if (alias) aliases++;
    },
    Document: {
      leave() {
        if (aliases > MAX_ALIASES) refuse("aliases", MAX_ALIASES, aliases);
      },
    },
  };
};
