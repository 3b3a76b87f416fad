import type { FieldCode, FieldFacts, FieldProblem } from "./field-codes.js";

/** Every code that clients can get in `extensions.code`. The list is closed: a new failure uses one of them or adds one here. */
export const ERROR_CODES = {
  BAD_USER_INPUT: "An argument is malformed. `extensions.fields` names each one with a `FieldErrorCode` and what to do.",
  UNAUTHENTICATED:
    "The viewer is not signed in, or the proof of identity is not valid. Where the access token is at fault, `extensions.reason` says how: EXPIRED (refresh the session, then repeat the request), ENDED (sign in again) or INVALID (it is no access token); over HTTP the status is then 401.",
  FORBIDDEN: "The signed-in account may not do this.",
  ENTITLEMENT_REQUIRED: "It is there, but the account's plan does not include it. `extensions.entitlement` names what is missing.",
  EMAIL_NOT_VERIFIED: "The account must confirm its e-mail address first: `sendVerificationEmail` sends the link again.",
  NOT_FOUND: "There is no such object, or it is not visible to this account; the two look alike on purpose.",
  REGISTRATION_CLOSED: "This installation takes no new accounts at present; those that exist sign in as ever.",
  CONFLICT:
    "The change collides with the present state, such as a name that is taken. Where fields are at fault, `extensions.fields` names them as for BAD_USER_INPUT.",
  RATE_LIMITED: "Too many requests. Try again after `extensions.retryAfterMs`.",
  QUEUE_FULL:
    "More code is waiting for the judge than it takes on. Nothing was stored or counted. Try again after `extensions.retryAfterMs`.",
  PAYLOAD_TOO_LARGE: "The input is larger than `extensions.limitBytes`.",
  QUERY_TOO_COMPLEX:
    "The operation is deeper or costs more than `extensions.limit`; `extensions.actual` says by how much. Ask for less at once.",
  SERVICE_UNAVAILABLE:
    "A part of the service, such as its database, is away or out of room. Try again after `extensions.retryAfterMs`; a mutation may have been carried out, so send the same `idempotencyKey` where it takes one.",
  JUDGE_UNAVAILABLE: "No worker answered in time. Nothing was counted; try again.",
  PROVIDER_UNAVAILABLE: "The provider of sign-in did not answer. Try again later, or sign in another way.",
  INTERNAL_SERVER_ERROR: "Our fault. `extensions.requestId` finds the cause in the server's log.",
  BAD_REQUEST: "The HTTP request is no GraphQL request: send a JSON object with `query` and `variables`.",
  GRAPHQL_PARSE_FAILED: "The document is not GraphQL, or has too many tokens.",
  GRAPHQL_VALIDATION_FAILED: "The document does not fit the schema.",
  OPERATION_RESOLUTION_FAILURE: "`operationName` names no operation of the document, or is missing where it has several.",
  PERSISTED_QUERY_NOT_FOUND: "The server does not know a query of this hash (yet): send the document with it.",
  PERSISTED_QUERY_REQUIRED: "This server executes the operations on its list only. Ask its operator to add yours.",
  PERSISTED_QUERY_NOT_SUPPORTED: "Persisted queries of this kind are not served: send the document.",
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Why a credential was rejected. */
export type TokenFault = "EXPIRED" | "ENDED" | "INVALID";

export interface AppErrorExtensions {
  reason?: TokenFault;
  fields?: readonly FieldProblem[];
  retryAfterMs?: number;
  limitBytes?: number;
  limit?: number;
  actual?: number;
  requestId?: string;
  entitlement?: string;
}

/** The only error whose message and extensions reach a client. Everything else becomes INTERNAL_SERVER_ERROR. */
export class AppError extends Error {
  override name = "AppError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly extensions: AppErrorExtensions = {},
  ) {
    super(message);
  }
}

type Named = "BAD_USER_INPUT" | "CONFLICT";

/** Enough for any form, and limits the size of the response. */
const MOST_PROBLEMS = 100;

/** One error for all problems of an input. */
export function fieldErrors(problems: readonly FieldProblem[], code: Named = "BAD_USER_INPUT"): AppError {
  const fields = problems.slice(0, MOST_PROBLEMS);
  return new AppError(code, [...new Set(fields.map(({ message }) => message))].join(" "), { fields });
}

export function badInput(field: string, message: string, code: FieldCode = "INVALID_VALUE", facts: FieldFacts = {}): AppError {
  return fieldErrors([{ field, code, message, ...facts }]);
}

/** CONFLICT of a single field. */
export function conflictOf(field: string, message: string, code: FieldCode = "TAKEN"): AppError {
  return fieldErrors([{ field, code, message }], "CONFLICT");
}

/** The problems that a check throws as BAD_USER_INPUT. Rethrows other errors. */
export function problemsIn(check: () => unknown): readonly FieldProblem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof AppError && error.code === "BAD_USER_INPUT" && error.extensions.fields) return error.extensions.fields;
    throw error;
  }
}

/** The same response for objects that do not exist and for those that the viewer may not see. */
export function notFound(what: string): AppError {
  return new AppError("NOT_FOUND", `There is no such ${what}.`);
}

export function entitlementRequired(entitlement: string): AppError {
  return new AppError("ENTITLEMENT_REQUIRED", `Your plan does not include ${entitlement.replaceAll("-", " ")}.`, { entitlement });
}
