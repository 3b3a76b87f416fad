/** One field of a form that the server refused: docs/frontend.md#forms. */
export interface FieldFault {
  field: string;
  code: string;
  message: string;
}

interface ErrorExtensions {
  code?: string;
  reason?: string;
  retryAfterMs?: number;
  entitlement?: string;
  organization?: string;
  requestId?: string;
  fields?: FieldFault[];
}

export interface GraphQLFault {
  message: string;
  extensions?: ErrorExtensions;
}

/** Codes of the server (`{ errorCodes }`), and one of ours for a request that did not arrive. */
export type FailureCode = "OFFLINE" | (string & {});

/** A request that failed. `code` decides what the visitor reads; `message` is for developers. */
export class Failure extends Error {
  override name = "Failure";
  readonly code: FailureCode;
  readonly extensions: ErrorExtensions;
  /** When the failure happened, in milliseconds; `retryAfterMs` counts from here. */
  readonly at = Date.now();

  constructor({ message, extensions = {} }: GraphQLFault) {
    super(message);
    this.code = extensions.code ?? "INTERNAL_SERVER_ERROR";
    this.extensions = extensions;
  }

  /** Messages by the last part of the field's path, such as `email`. */
  get fields(): Readonly<Record<string, string>> {
    const faults = this.extensions.fields ?? [];
    return Object.fromEntries(faults.map(({ field, message }) => [field.split(".").at(-1)!, message]));
  }
}

export const offline = (): Failure => new Failure({ message: "The server cannot be reached.", extensions: { code: "OFFLINE" } });

export const asFailure = (error: unknown): Failure => (error instanceof Failure ? error : new Failure({ message: String(error) }));
