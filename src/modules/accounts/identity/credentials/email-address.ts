import { isEmail, MaxLength, ValidateBy } from "class-validator";
import { GraphQLEmailAddress } from "graphql-scalars";
import { Trimmed } from "../../../../graphql/trimmed.js";

/** RFC 5321: the longest address that mail can be sent to. */
const EMAIL_MAX = 254;

/** An address that the API could not show afterwards must not come in: the scalar of `User.email` decides here too. */
export function isEmailAddress(address: unknown): boolean {
  try {
    return isEmail(GraphQLEmailAddress.parseValue(address));
  } catch {
    return false;
  }
}

/** For an input that mail will be sent to. Spaces around it are removed. */
export function IsEmailAddress(): PropertyDecorator {
  return (target, key) => {
    Trimmed()(target, key);
    MaxLength(EMAIL_MAX)(target, key);
    ValidateBy({ name: "isEmailAddress", validator: { validate: isEmailAddress } })(target, key);
  };
}
