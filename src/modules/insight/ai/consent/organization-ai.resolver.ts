import DataLoader from "dataloader";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import type { OrganizationRow } from "../../../accounts/organizations/organization.rows.js";
import { OrganizationType } from "../../../accounts/organizations/organization.type.js";

const hasAi: LoaderFactory<string, boolean> = ({ em }) =>
  new DataLoader(async (ids) => {
    const sql = `select organization_id as id from organizations_without_ai where organization_id in (?)`;
    const without = new Set((await rows<{ id: string }>(em, sql, [ids])).map(({ id }) => id));
    return ids.map((id) => !without.has(id));
  });

@Resolver(() => OrganizationType)
export class OrganizationAiResolver {
  @FieldResolver(() => Boolean, {
    description:
      "Whether its members may use AI, and its content may be sent to the AI provider: see `setOrganizationAi`. True unless it was switched off. Says nothing about whether the installation has AI: see `AiSettings.available`.",
  })
  aiEnabled(@Ctx() context: RequestContext, @Root() { id }: OrganizationRow): Promise<boolean> {
    return context.loader(hasAi).load(id);
  }
}
