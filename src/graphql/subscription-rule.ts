import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from "graphql";

/**
 * A subscription must have exactly one field, and, as in the next edition of the specification, no @skip or @include on it: the
 * document alone could not prove the rule. graphql-js 16 throws a TypeError at run time if no field is left, and even during
 * validation if the condition is a variable.
 */
const subscriptionRule: ValidationRule = (context) => {
  const { OperationDefinition: check } = SingleFieldSubscriptionsRule(context) as {
    OperationDefinition(node: OperationDefinitionNode): undefined;
  };
  return {
    OperationDefinition(operation) {
      if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return;
      if (!hasCondition(context, operation.selectionSet, new Set())) return check(operation);
      const message = "The field of a subscription must not have @skip or @include.";
      context.reportError(new GraphQLError(message, { nodes: operation }));
    },
  };
};

/** The specification's rules, with a replacement for the one that crashes in graphql-js. */
export const standardRules: readonly ValidationRule[] = specifiedRules.map((rule) =>
  rule === SingleFieldSubscriptionsRule ? subscriptionRule : rule,
);

function hasCondition(context: ValidationContext, set: SelectionSetNode, seen: Set<string>): boolean {
  return set.selections.some((selection) => {
    if (selection.directives?.some(({ name: { value } }) => value === "skip" || value === "include")) return true;
    if (selection.kind === Kind.FIELD) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT) return hasCondition(context, selection.selectionSet, seen);
    const fragment = seen.has(selection.name.value) ? undefined : context.getFragment(selection.name.value);
    seen.add(selection.name.value);
    return fragment !== undefined && fragment !== null && hasCondition(context, fragment.selectionSet, seen);
  });
}
