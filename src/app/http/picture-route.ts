import type { FastifyInstance } from "fastify";
import { PICTURES_PATH, type QuestionPictures } from "../../modules/learning/quizzes/pictures/question-pictures.service.js";

/** Shorter than the addresses of the storage are valid. */
const CACHE_SECONDS = 1800;

/** GET /question-pictures/<id>: leads to the object of a picture in a question, for everyone who has the id. */
export function addPictureRoute(http: FastifyInstance, pictures: Pick<QuestionPictures, "addressOf">): void {
  http.get<{ Params: { id: string } }>(`${PICTURES_PATH}:id`, async (request, reply) => {
    const address = await pictures.addressOf(request.params.id);
    // Pages of other origins show it.
    reply.header("cross-origin-resource-policy", "cross-origin");
    if (!address) return reply.code(404).header("cache-control", "no-store").send();
    return reply.header("cache-control", `private, max-age=${CACHE_SECONDS}`).redirect(address, 302);
  });
}
