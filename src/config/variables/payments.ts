import { oneOf } from "../schemas.js";
import { variable } from "../variable.js";

export const PAYMENT_VARIABLES = {
  PAYMENT_PROVIDER: variable({
    schema: oneOf("auto", "development", "none"),
    default: "auto",
    meaning:
      "Who takes payments: development is a built-in page that takes no money and is refused in production; none refuses orders that cost something. auto: none in production, otherwise development.",
  }),
};
