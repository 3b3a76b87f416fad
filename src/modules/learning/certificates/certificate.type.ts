import { Length, Matches, MaxLength } from "class-validator";
import { GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Derived } from "../../../graphql/derived.js";
import { idOf } from "../../../graphql/global-ids.js";
import { Node } from "../../../graphql/node.js";
import { connectionOf } from "../../../graphql/pagination.js";
import { written } from "./certificate-code.js";
import { REASON_MAX } from "./certificate.entity.js";
import type { CertificateRow } from "./certificate.rows.js";

/** Longer than any code, with separators. */
export const TYPED_CODE_MAX = 60;

@ObjectType("Certificate", {
  implements: Node,
  simpleResolvers: true,
  description:
    "That an account has completed a track: at most one per account and track. Visible to everyone who knows the code; by ID only to its learner and admins. Removed with the account.",
})
export class CertificateType implements Pick<
  CertificateRow,
  "id" | "code" | "learnerName" | "trackTitle" | "completedAt" | "issuedAt" | "revokedAt"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Derived(({ code }: CertificateRow) => written(code))
  @Field(() => String, { description: "Public code: 20 letters and digits in groups of five, such as `7K3QD-M0ZXA-41RTB-9WEVC`." })
  code!: string;

  @Field(() => String, { description: "Display name of the learner when it was issued." })
  learnerName!: string;

  @Field(() => String, { description: "Title of the track, in its own language, when it was issued." })
  trackTitle!: string;

  @Field(() => GraphQLDateTime, { description: "When the learner completed the track." })
  completedAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was issued." })
  issuedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When staff revoked it: it is not valid. Null for a valid certificate." })
  revokedAt!: Date | null;
}

export const CertificateConnection = connectionOf("Certificate", () => CertificateType);

@InputType({ description: "The certificate whose document you want." })
export class DownloadCertificateInput {
  @Field(() => idOf("Certificate"), { description: "ID of the certificate." })
  id!: string;
}

@ObjectType({ simpleResolvers: true, description: "Result of downloadCertificate." })
export class DownloadCertificatePayload {
  @Field(() => GraphQLURL, { description: "Address of the PDF. Works without a token until `expiresAt`." })
  url!: string;

  @Field(() => GraphQLDateTime, { description: "When `url` stops working." })
  expiresAt!: Date;
}

@InputType({ description: "The certificate to revoke." })
export class RevokeCertificateInput {
  @Field(() => String, { description: "Its code, with or without hyphens." })
  @MaxLength(TYPED_CODE_MAX)
  code!: string;

  @Field(() => String, { description: `Why, for the learner and other admins: 1 to ${REASON_MAX} characters.` })
  @Length(1, REASON_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  reason!: string;
}

@ObjectType({ description: "Result of revokeCertificate." })
export class RevokeCertificatePayload {
  @Field(() => CertificateType, { description: "The revoked certificate." })
  certificate!: CertificateRow;
}
