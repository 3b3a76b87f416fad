/** Every code that clients can get in `extensions.fields[].code`. The list is closed, so a client can translate each one. */
export const FIELD_CODES = {
  REQUIRED: "A value is missing.",
  INVALID_TYPE: "The value is of another type, such as a number in place of a string.",
  INVALID_FORMAT: "The text is not written as this field needs it; the message says how.",
  INVALID_VALUE: "The value does not fit here; the message says why. For faults that no other code describes.",
  UNKNOWN_FIELD: "The input has no field of this name.",
  UNKNOWN_VALUE: "The value is not one of those that exist, such as an unknown language.",
  TOO_SHORT: "The text has fewer than `minimum` characters; it has `actual`.",
  TOO_LONG: "The text has more than `maximum` characters, or bytes where `unit` is BYTES; it has `actual`.",
  TOO_FEW: "The list has fewer than `minimum` items; it has `actual`.",
  TOO_MANY: "The list has more than `maximum` items; it has `actual`.",
  OUT_OF_RANGE: "The number lies outside of `minimum` and `maximum`, where there is such a bound; it is `actual`.",
  DUPLICATE: "A value stands twice where each may stand once.",
  TAKEN: "Another object has this name or address already.",
  RESERVED: "The installation keeps this name for itself.",
  TOO_WEAK: "The password lacks kinds of characters: `missing` names UPPER_CASE, LOWER_CASE, DIGIT.",
  TOO_COMMON: "The password is one of those that attackers try first, or is made of the account's own names.",
  UNCHANGED: "The value is the present one.",
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
