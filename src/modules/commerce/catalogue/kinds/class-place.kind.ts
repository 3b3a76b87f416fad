import { givePlaceBack, takePaidPlace } from "../../../learning/classes/members/paid-place.js";
import type { ProductKind } from "./product-kind.js";

export const classPlaceKind: ProductKind = {
  description: "A place in a class: the account joins it as a learner, within its capacity.",
  subject: "CLASS",
  grants: false,
  single: true,
  fulfil: (tx, { userId, terms }) => takePaidPlace(tx, terms.classId!, userId),
  revoke: (tx, { userId, terms }) => givePlaceBack(tx, terms.classId!, userId),
};
