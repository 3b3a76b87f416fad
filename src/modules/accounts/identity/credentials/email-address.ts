import { isEmail, MaxLength, ValidateBy } from "class-validator";
import { GraphQLEmailAddress } from "graphql-scalars";
import { Trimmed } from "../../../../graphql/trimmed.js";

/** Maximum length of a deliverable address (RFC 5321). */
export const EMAIL_MAX = 254;

/** Also applies the scalar of `User.email`: an address that the API could not return must be rejected. */
export function isEmailAddress(address: unknown): boolean {
  try {
    return isEmail(GraphQLEmailAddress.parseValue(address));
  } catch {
    return false;
  }
}

/** For inputs of mail recipients. Trims the value. */
export function IsEmailAddress(): PropertyDecorator {
  return (target, key) => {
    Trimmed()(target, key);
    MaxLength(EMAIL_MAX)(target, key);
    ValidateBy({ name: "isEmailAddress", validator: { validate: isEmailAddress } })(target, key);
  };
}
