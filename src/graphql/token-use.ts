import {
  Kind,
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { Extensions } from "type-graphql";
import { AppError, type TokenFault } from "../kernel/errors.js";

/**
 * For root fields that open, renew or end a session, or that are authenticated by a link from a mail: they also work with an invalid
 * access token, such as an expired one, as that is when clients need them. All other operations are refused with such a token.
 */
export const WorksWithAnyToken = (): MethodDecorator => Extensions({ worksWithAnyToken: true }) as MethodDecorator;

/** Documents this in the description of each such field. Changes the schema in place. */
export function describeTokenUse(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if (field.extensions.worksWithAnyToken) field.description += " Also works with an invalid access token.";
  }
}

/** Does the operation consist only of fields that work with any token? */
export function worksWithAnyToken(type: GraphQLObjectType, document: DocumentNode, operation: OperationDefinitionNode): boolean {
  const names = [...rootFieldsOf(operation.selectionSet, document)].filter((name) => name !== "__typename");
  return names.length > 0 && names.every((name) => type.getFields()[name]?.extensions.worksWithAnyToken === true);
}

/** For a valid document: all fragments exist and none contains itself. Reads each fragment once. */
function rootFieldsOf(selectionSet: SelectionSetNode, document: DocumentNode, names = new Set<string>(), seen = new Set<string>()) {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) names.add(selection.name.value);
    else if (selection.kind === Kind.INLINE_FRAGMENT) rootFieldsOf(selection.selectionSet, document, names, seen);
    else if (!seen.has(selection.name.value)) {
      seen.add(selection.name.value);
      const fragment = document.definitions.find(
        (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
      );
      if (fragment?.kind === Kind.FRAGMENT_DEFINITION) rootFieldsOf(fragment.selectionSet, document, names, seen);
    }
  }
  return names;
}

const MESSAGES: Readonly<Record<TokenFault, string>> = {
  EXPIRED: "The access token has expired. Refresh the session and repeat the request; if it is an API token, create a new one.",
  ENDED: "The session or API token of this access token has ended. Sign in again.",
  INVALID: "The Authorization header has no valid access token. Send `Bearer <access token>`, or omit the header.",
};

export function refusedToken(reason: TokenFault): AppError {
  return new AppError("UNAUTHENTICATED", MESSAGES[reason], { reason });
}
