import DataLoader from "dataloader";
import { GraphQLURL } from "graphql-scalars";
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { mayReadTrack } from "../../../access/policy.js";
import { Allow } from "../../../graphql/access.js";
import type { LoaderFactory, RequestContext } from "../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import { badInput } from "../../../kernel/errors.js";
import { rows } from "../../../platform/database/database.js";
import { trackById } from "../content/tracks/track.loaders.js";
import type { TrackRow } from "../content/tracks/track.rows.js";
import { TrackType } from "../content/tracks/track.type.js";
import type { EnrollmentRow } from "../progress/enrollments/enrollment.rows.js";
import { EnrollmentType } from "../progress/enrollments/enrollment.type.js";
import { CERTIFICATE_COLUMNS, mayManageCertificate, type CertificateRow } from "./certificate.rows.js";
import {
  CertificateConnection,
  CertificateType,
  DownloadCertificateInput,
  DownloadCertificatePayload,
  RevokeCertificateInput,
  RevokeCertificatePayload,
  TYPED_CODE_MAX,
} from "./certificate.type.js";
import type { CertificatesService } from "./certificates.service.js";

@Resolver(() => CertificateType)
export class CertificateResolver {
  constructor(
    private readonly certificates: CertificatesService,
    private readonly urlOf: (code: string) => string,
  ) {}

  @Allow("public")
  @Query(() => CertificateType, {
    nullable: true,
    description:
      "Checks a certificate by its code. A revoked one is returned with `revokedAt`. Errors: NOT_FOUND, RATE_LIMITED after 60 checks a minute from one network.",
  })
  certificate(
    @Ctx() { em, address }: RequestContext,
    @Arg("code", () => String, { description: "The code, in any case, with or without hyphens." }) code: string,
  ): Promise<CertificateRow> {
    if (code.length > TYPED_CODE_MAX) throw badInput("code", `A code has at most ${TYPED_CODE_MAX} characters.`, "TOO_LONG");
    return this.certificates.check(em, code, address);
  }

  @Allow("certificate:read")
  @Query(() => CertificateConnection, { name: "myCertificates", description: "Your certificates, newest first. Errors: BAD_USER_INPUT." })
  list(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<CertificateRow>> {
    return this.certificates.list(em, signedIn, page);
  }

  @Allow("certificate:read")
  @Mutation(() => DownloadCertificatePayload, {
    description:
      "A PDF of a certificate, with a QR code of its public page. For its learner and admins. The first call makes the document. A name in a script that the document's font lacks, such as Chinese, is replaced by the username, with a note that the page has the name. Errors: NOT_FOUND, CONFLICT for a revoked certificate, RATE_LIMITED, SERVICE_UNAVAILABLE.",
  })
  downloadCertificate(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DownloadCertificateInput, { description: "The certificate." }) { id }: DownloadCertificateInput,
  ): Promise<DownloadCertificatePayload> {
    return this.certificates.download(signedIn, id);
  }

  @Allow("certificate:revoke")
  @Mutation(() => RevokeCertificatePayload, {
    description:
      "Revokes a certificate: its page and `certificate` say so, and its document is removed. The learner gets no other one for the track. Audited. Revoking a revoked certificate changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  async revokeCertificate(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RevokeCertificateInput, { description: "The certificate, and why." }) { code, reason }: RevokeCertificateInput,
  ): Promise<RevokeCertificatePayload> {
    return { certificate: await this.certificates.revoke(signedIn, code, reason, address) };
  }

  @FieldResolver(() => GraphQLURL, { description: "Address of the public page that shows whether the certificate is valid." })
  url(@Root() { code }: CertificateRow): string {
    return this.urlOf(code);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "Why it was revoked. For its learner and admins; null for others, and if it is valid.",
  })
  revocationReason(@Ctx() { viewer }: RequestContext, @Root() certificate: CertificateRow): string | null {
    return mayManageCertificate(viewer, certificate) ? certificate.revocationReason : null;
  }

  @FieldResolver(() => TrackType, { nullable: true, description: "The track as it is now. Null if you may not see it." })
  async track(@Ctx() context: RequestContext, @Root() { trackId }: CertificateRow): Promise<TrackRow | null> {
    const track = await context.loader(trackById).load(trackId);
    return track && mayReadTrack(context.viewer, track) ? track : null;
  }
}

/** The viewer's, by track. */
const certificateOfTrack: LoaderFactory<string, CertificateRow | null> = ({ em, signedIn }) =>
  new DataLoader(async (trackIds) => {
    const sql = `select ${CERTIFICATE_COLUMNS} from certificates c where c.user_id = ? and c.track_id in (?)`;
    const found = await rows<CertificateRow>(em, sql, [signedIn.id, trackIds]);
    const byTrack = new Map(found.map((row) => [row.trackId, row]));
    return trackIds.map((id) => byTrack.get(id) ?? null);
  });

@Resolver(() => EnrollmentType)
export class EnrollmentCertificateResolver {
  @FieldResolver(() => CertificateType, {
    nullable: true,
    description: "Your certificate for the track. Issued within seconds of its completion. Null until then.",
  })
  certificate(@Ctx() context: RequestContext, @Root() { trackId }: EnrollmentRow): Promise<CertificateRow | null> {
    return context.loader(certificateOfTrack).load(trackId);
  }
}
