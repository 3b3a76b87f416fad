import { nodesById } from "../../../graphql/node-lookup.js";
import type { Module } from "../../contracts/module.js";
import { authorshipPermissions } from "./authorship.permissions.js";
import { authorshipPersonalData } from "./authorship.personal-data.js";
import { authorshipRetention } from "./authorship.retention.js";
import { OwnershipOffer } from "./ownership-offer.entity.js";
import { ownershipNotification } from "./ownership.notification.js";
import { OwnershipResolver } from "./ownership.resolver.js";
import { maySeeOffer, offersById } from "./ownership.rows.js";
import { createOwnership } from "./ownership.service.js";

/** Owners and co-authors of what other modules declare as `authored`. */
export default {
  name: "authorship",
  exports: ["authored", "co-authors"],
  entities: [OwnershipOffer],
  permissions: authorshipPermissions,
  resolvers: [OwnershipResolver],
  notificationKinds: [ownershipNotification],
  retention: authorshipRetention,
  personalData: authorshipPersonalData,

  wire: (platform, _neighbours, { authored }) => ({
    resolvers: [new OwnershipResolver(createOwnership(platform, authored), authored)],
    nodes: {
      OwnershipOffer: nodesById("ownership:offer", async ({ em, signedIn }, ids) =>
        (await offersById(em, ids)).filter((offer) => maySeeOffer(signedIn, offer)),
      ),
    },
  }),
} satisfies Module;
