import { givePlaceBack, takePaidPlace } from "../../../learning/classes/members/paid-place.js";
import type { PaidLine, ProductKind } from "./product-kind.js";

export const classPlaceKind: ProductKind = {
  description: "A place in a class: the account joins it as a learner, within its capacity.",
  subject: "CLASS",
  grants: false,
  single: true,
  fulfil: (tx, line) => takePaidPlace(tx, placeOf(line)),
  revoke: (tx, line) => givePlaceBack(tx, placeOf(line)),
};

const placeOf = ({ id, userId, terms }: PaidLine) => ({ classId: terms.classId!, userId, orderLineId: id });
