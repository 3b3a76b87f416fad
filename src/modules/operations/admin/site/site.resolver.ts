import { Query, Resolver } from "type-graphql";
import type { Env } from "../../../../config/env.js";
import { Allow } from "../../../../graphql/access.js";
import { registrationOpen } from "../../../accounts/identity/sign-in/registration.js";
import { maintenanceMessage } from "../../../base/settings/maintenance.js";
import type { Settings } from "../../../base/settings/settings.service.js";
import { submissionsAccepted, submissionsPerMinute } from "../../../practice/submissions/intake.js";
import { SiteType } from "./site.type.js";

@Resolver()
export class SiteResolver {
  constructor(
    private readonly settings: Settings,
    private readonly env: Env,
  ) {}

  @Allow("public")
  @Query(() => SiteType, {
    description:
      "Configuration of this installation that a frontend needs before sign-in. Sign-in options are in `signInProviders`, features in `featureFlags`.",
  })
  site(): SiteType {
    const { settings, env } = this;
    return {
      registrationOpen: settings.get(registrationOpen),
      registrationStrict: env.REGISTRATION_STRICT,
      emailVerificationRequired: env.REQUIRE_VERIFIED_EMAIL,
      submissionsAccepted: settings.get(submissionsAccepted),
      maintenanceMessage: settings.get(maintenanceMessage) || null,
      submissionsPerMinute: settings.get(submissionsPerMinute),
      sourceLimitBytes: env.SOURCE_LIMIT_BYTES,
      accountDeletionGraceDays: env.ACCOUNT_DELETION_GRACE_DAYS,
    };
  }
}
