import { nodesById, nodesByName } from "../../../graphql/node-lookup.js";
import type { Module } from "../../contracts/module.js";
import { FeatureFlag } from "./feature-flags/feature-flag.entity.js";
import { FeatureFlagResolver } from "./feature-flags/feature-flag.resolver.js";
import type { FeatureFlagsService } from "./feature-flags/feature-flags.service.js";
import { maintenanceMessage } from "./maintenance.js";
import { SettingResolver } from "./setting.resolver.js";
import type { SettingsService } from "./settings.service.js";
import { SystemSetting } from "./system-setting.entity.js";
import { settingsPersonalData } from "./settings.personal-data.js";

export const settingEntities = [SystemSetting, FeatureFlag];

export function settingsModule({ settings, flags }: { settings: SettingsService; flags: FeatureFlagsService }): Module {
  return {
    settings: [maintenanceMessage],
    personalData: settingsPersonalData,
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
}
