import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { REVIEW_COLUMNS, type ReviewRow } from "./review.rows.js";

/** Reviews that `ReviewCard.reviews` shows. */
export const SHOWN_REVIEWS = 50;

/** By card: the newest reviews, newest first. Access to the card includes them. */
export const reviewsOfCard: LoaderFactory<string, ReviewRow[]> = ({ em }) =>
  new DataLoader(async (cardIds) => {
    const found = await rows<ReviewRow>(
      em,
      `select shown.* from unnest(?::uuid[]) card (id) cross join lateral (
         select ${REVIEW_COLUMNS} from reviews r where r.card_id = card.id order by r.id desc limit ${SHOWN_REVIEWS}
       ) shown`,
      [`{${cardIds.join(",")}}`],
    );
    const byCard = Map.groupBy(found, ({ cardId }) => cardId);
    return cardIds.map((id) => byCard.get(id) ?? []);
  });
