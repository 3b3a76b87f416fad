import type { FastifyInstance } from "fastify";
import { AppError } from "../../kernel/errors.js";
import type { InterviewFeedReader } from "../../modules/community/interviews/calendar/feeds.service.js";

/** GET /calendar/interviews/<token>.ics: the interviews of the account whose token this is, for calendar programs. */
export function addInterviewFeedRoute(http: FastifyInstance, read: InterviewFeedReader): void {
  http.get<{ Params: { file: string } }>("/calendar/interviews/:file", async (request, reply) => {
    reply.header("cache-control", "private, no-store").header("referrer-policy", "no-referrer").header("x-robots-tag", "noindex");
    try {
      const [, token = ""] = /^([\w-]{1,100})\.ics$/.exec(request.params.file) ?? [];
      const text = await read(token, request.ip);
      if (text === null) return reply.code(404).type("text/plain; charset=utf-8").send("There is no such calendar.\n");
      return reply.type("text/calendar; charset=utf-8").send(text);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "RATE_LIMITED") throw error;
      reply.header("retry-after", Math.ceil((error.extensions.retryAfterMs ?? 1000) / 1000));
      return reply.code(429).type("text/plain; charset=utf-8").send("Too many requests.\n");
    }
  });
}
