/** Every code that clients can get in `extensions.fields[].code`. The list is closed, so a client can translate each one. */
export const FIELD_CODES = {
  REQUIRED: "A value is missing.",
  INVALID_TYPE: "The value has the wrong type, such as a number instead of a string.",
  INVALID_FORMAT: "The text does not have the required format; the message describes it.",
  INVALID_VALUE: "The value is invalid for a reason that no other code describes; see the message.",
  UNKNOWN_FIELD: "The input has no field of this name.",
  UNKNOWN_VALUE: "The value is not one of the existing ones, such as an unknown language.",
  TOO_SHORT: "The text has fewer than `minimum` characters; it has `actual`.",
  TOO_LONG: "The text has more than `maximum` characters, or bytes where `unit` is BYTES; it has `actual`.",
  TOO_FEW: "The list has fewer than `minimum` items; it has `actual`.",
  TOO_MANY: "The list has more than `maximum` items; it has `actual`.",
  OUT_OF_RANGE: "The number is less than `minimum` or greater than `maximum`, if there is such a bound; it is `actual`.",
  DUPLICATE: "A value occurs more than once in a list of distinct values.",
  TAKEN: "Another object already has this name or address.",
  RESERVED: "The name is reserved.",
  TOO_WEAK: "The password lacks character classes: `missing` lists UPPER_CASE, LOWER_CASE, DIGIT.",
  TOO_COMMON: "The password is too common, or consists of the account's own names.",
  UNCHANGED: "The value is the current one.",
  WRONG: "The secret, such as a password, a code or a link, is wrong or no longer valid.",
  OUTDATED: "The object has changed since it was read. Read it again and repeat the change.",
} as const;

export type FieldCode = keyof typeof FIELD_CODES;

export interface FieldProblem {
  /** Path of the argument with indexes, such as `input.tests.3.name`. */
  field: string;
  code: FieldCode;
  /** Plain text without the path, to show at the form field. */
  message: string;
  minimum?: number;
  maximum?: number;
  actual?: number;
  unit?: "CHARACTERS" | "BYTES";
  missing?: readonly ("UPPER_CASE" | "LOWER_CASE" | "DIGIT")[];
}

/** Values that a translation of the message needs, by code. */
export type FieldFacts = Omit<FieldProblem, "field" | "code" | "message">;
