import type { FieldCode, FieldFacts, FieldProblem } from "./field-codes.js";

/** Every code that clients can get in `extensions.code`. The list is closed: a new failure uses one of them or adds one here. */
export const ERROR_CODES = {
  BAD_USER_INPUT: "An argument is invalid. `extensions.fields` lists each invalid one with a `FieldErrorCode` and a message.",
  UNAUTHENTICATED:
    "The viewer is not signed in, or the credentials are invalid. If the access token is invalid, `extensions.reason` says why: EXPIRED (refresh the session, then repeat the request), ENDED (sign in again) or INVALID (not an access token); the HTTP status is then 401.",
  FORBIDDEN: "The account is not allowed to do this.",
  ENTITLEMENT_REQUIRED: "The object exists, but the account's plan does not include it. `extensions.entitlement` names what is missing.",
  EMAIL_NOT_VERIFIED: "The account must verify its e-mail address first; `sendVerificationEmail` sends a new link.",
  SSO_REQUIRED:
    "The account belongs to an organization that requires its single sign-on: use `startSingleSignOn`. `extensions.organization` is its slug.",
  NOT_FOUND: "The object does not exist or is not visible to this account; the response is the same on purpose.",
  REGISTRATION_CLOSED: "Registration is closed on this installation; existing accounts can still sign in.",
  CONFLICT:
    "The change conflicts with the current state, such as a name that is taken. If fields are the cause, `extensions.fields` lists them as for BAD_USER_INPUT.",
  OUT_OF_STOCK:
    "Fewer pieces of a product are left than were ordered. `extensions.fields` has the item, with the number left as `maximum`. Nothing was ordered.",
  RATE_LIMITED: "Too many requests. Try again after `extensions.retryAfterMs`.",
  QUEUE_FULL:
    "More code is waiting for the judge than it takes on. Nothing was stored or counted. Try again after `extensions.retryAfterMs`.",
  PAYLOAD_TOO_LARGE: "The input is larger than `extensions.limitBytes`.",
  QUERY_TOO_COMPLEX:
    "The operation is too deep or too expensive: `extensions.actual` exceeds `extensions.limit`. Select fewer fields at once.",
  SERVICE_UNAVAILABLE:
    "A part of the service, such as its database, is unavailable or out of space. Try again after `extensions.retryAfterMs`; a mutation may have taken effect, so send the same `idempotencyKey` if it accepts one.",
  JUDGE_UNAVAILABLE: "No worker responded in time. The request does not count towards limits; try again.",
  UNSUPPORTED_BY_ENGINE:
    "What runs programs here can't do this, such as judging an interactive problem on Judge0: see `judge { engine unsupported }`. Trying again does not help.",
  PROVIDER_UNAVAILABLE: "The sign-in provider did not respond. Try again later, or sign in another way.",
  AI_UNAVAILABLE: "This installation has no AI provider, or an admin has switched AI off. All else works.",
  AI_CONSENT_REQUIRED: "The account has not agreed to send its data to the AI provider; `setAiConsent` does.",
  INTERNAL_SERVER_ERROR: "Internal error. The server's log has the cause under `extensions.requestId`.",
  BAD_REQUEST: "The HTTP request is not a GraphQL request: send a JSON object with `query` and `variables`.",
  GRAPHQL_PARSE_FAILED: "The document is not valid GraphQL, or has too many tokens.",
  GRAPHQL_VALIDATION_FAILED: "The document does not match the schema.",
  OPERATION_RESOLUTION_FAILURE: "`operationName` does not name an operation of the document, or is missing although there are several.",
  PERSISTED_QUERY_NOT_FOUND: "The server does not know this hash: send the document too.",
  PERSISTED_QUERY_REQUIRED: "This server executes only registered operations. Ask its operator to register yours.",
  PERSISTED_QUERY_NOT_SUPPORTED: "Persisted queries of this kind are not supported: send the document.",
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
  organization?: string;
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

type Named = "BAD_USER_INPUT" | "CONFLICT" | "OUT_OF_STOCK";

/** Enough for any form, and limits the size of the response. */
export const MOST_PROBLEMS = 100;

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

/** For a reader to whom "does not exist" and "no longer visible" are answers, not errors. */
export async function nullIfNotFound<T>(reading: Promise<T>): Promise<T | null> {
  return reading.catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  });
}

export function entitlementRequired(entitlement: string): AppError {
  return new AppError("ENTITLEMENT_REQUIRED", `Your plan does not include ${entitlement.replaceAll("-", " ")}.`, { entitlement });
}
