import type { ProductKindName } from "../product.entity.js";
import { classPlaceKind } from "./class-place.kind.js";
import { grantKind } from "./grant.kind.js";
import { planKind } from "./plan.kind.js";
import type { ProductKind } from "./product-kind.js";
import { trackKind } from "./track.kind.js";

export const KINDS: Readonly<Record<ProductKindName, ProductKind>> = {
  PLAN: planKind,
  TRACK: trackKind,
  CLASS_PLACE: classPlaceKind,
  GRANT: grantKind,
};

/** Undefined for a kind that an order of another version of the program names. */
export function kindNamed(name: string): ProductKind | undefined {
  return Object.hasOwn(KINDS, name) ? KINDS[name as ProductKindName] : undefined;
}
