import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { IMPORTS_PER_HOUR, INVITATIONS_PER_DAY } from "../organization-limits.js";
import type { CalledFile } from "../../../../platform/jobs/called-files.js";
import type { MemberExports } from "./export-members.js";
import type { ImportReport, MemberImports } from "./import-members.js";
import {
  ExportOrganizationMembersInput,
  ExportOrganizationMembersPayload,
  ImportOrganizationMembersInput,
  ImportOrganizationMembersPayload,
} from "./transfer.type.js";

@Resolver()
export class OrganizationTransferResolver {
  constructor(
    private readonly imports: MemberImports,
    private readonly exports: MemberExports,
  ) {}

  @Allow("organization:edit")
  @Mutation(() => ImportOrganizationMembersPayload, {
    description: `Invites and adds the people of a CSV file, or reports line by line what that would do. All lines are applied, or none. Nobody is removed. Dry runs are in the audit log too. An account imports at most ${IMPORTS_PER_HOUR} lists an hour, dry runs included, and sends at most ${INVITATIONS_PER_DAY} new invitations a day. For owners and managers. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, RATE_LIMITED, CONFLICT for too many invitations, and unless the organization is active.`,
  })
  importOrganizationMembers(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ImportOrganizationMembersInput, { description: "The list." }) input: ImportOrganizationMembersInput,
  ): Promise<ImportReport> {
    return this.imports.import(signedIn, input, address);
  }

  @Allow("organization:edit")
  @Mutation(() => ExportOrganizationMembersPayload, {
    description:
      "Lets a worker write all members into a file, and waits for it. For owners and managers. Errors: NOT_FOUND, FORBIDDEN, RATE_LIMITED, SERVICE_UNAVAILABLE without a worker.",
  })
  exportOrganizationMembers(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ExportOrganizationMembersInput, { description: "The organization and the format." })
    input: ExportOrganizationMembersInput,
  ): Promise<CalledFile> {
    return this.exports.write(signedIn, input, address);
  }
}
