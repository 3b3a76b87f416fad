import { nodesById, nodesByName } from "../../../graphql/node-lookup.js";
import type { Module } from "../../contracts/module.js";
import { FeatureFlag } from "./feature-flags/feature-flag.entity.js";
import { FeatureFlagResolver } from "./feature-flags/feature-flag.resolver.js";
import { createFeatureFlagsService } from "./feature-flags/feature-flags.service.js";
import { maintenanceMessage } from "./maintenance.js";
import { SettingResolver } from "./setting.resolver.js";
import { settingsPermissions } from "./settings.permissions.js";
import { settingsPersonalData } from "./settings.personal-data.js";
import { createSystemSettings, type Settings } from "./settings.service.js";
import { SystemSetting } from "./system-setting.entity.js";

declare module "../../contracts/module.js" {
  interface Services {
    settings: Settings;
  }
}

export default {
  name: "settings",
  exports: ["maintenance", "settings.service"],
  entities: [SystemSetting, FeatureFlag],
  permissions: settingsPermissions,
  settings: [maintenanceMessage],
  personalData: settingsPersonalData,
  resolvers: [SettingResolver, FeatureFlagResolver],

  wire(platform, _neighbours, all) {
    const settings = createSystemSettings({ ...platform, settings: all.settings });
    const flags = createFeatureFlagsService(platform);
    return {
      services: { settings },
      resolvers: [new SettingResolver(settings), new FeatureFlagResolver(flags)],
      nodes: {
        FeatureFlag: nodesById("flag:edit", async (_context, ids) => flags.list().filter(({ id }) => ids.includes(id))),
        SystemSetting: nodesByName(
          "setting:edit",
          (setting) => setting.name,
          () => settings.list(),
        ),
      },
      everywhere: [() => settings.start(), () => flags.start()],
    };
  },
} satisfies Module;
