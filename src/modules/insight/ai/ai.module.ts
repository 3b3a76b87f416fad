import { nodesById } from "../../../graphql/node-lookup.js";
import type { Module, Services } from "../../contracts/module.js";
import { createWatchMarks } from "../../practice/submissions/live/watch-marks.js";
import { aiEntitlements } from "./ai.entitlements.js";
import { aiPermissions } from "./ai.permissions.js";
import { aiOrganizationData } from "./ai.organization-data.js";
import { aiPersonalData } from "./ai.personal-data.js";
import { aiRetention, aiSettings } from "./ai-settings.js";
import { createAiAccess } from "./consent/ai-access.js";
import { AiConsent, OrganizationWithoutAi } from "./consent/ai-consent.entity.js";
import { AiSettingsResolver } from "./consent/ai-settings.resolver.js";
import { OrganizationAiResolver } from "./consent/organization-ai.resolver.js";
import { createFeatures } from "./features/features.js";
import { Notebook } from "./notebooks/notebook.entity.js";
import { NotebookResolver } from "./notebooks/notebook.resolver.js";
import { createNotebooksService } from "./notebooks/notebooks.service.js";
import { createAiPieces } from "./requests/ai-pieces.js";
import { AiRequest } from "./requests/ai-request.entity.js";
import { aiFinishedNotification, aiRequestMark } from "./requests/ai-finished.notification.js";
import { AiRequestResolver } from "./requests/ai-request.resolver.js";
import { findAiRequest } from "./requests/ai-request.rows.js";
import { aiJob, cancelAll, createAiRequestsService } from "./requests/ai-requests.service.js";
import { watchAiRequest } from "./requests/ai-status.stream.js";
import { AskResolver } from "./requests/ask.resolver.js";
import { SubmissionReviewResolver } from "./requests/submission-review.resolver.js";
import { startAiWorker } from "./worker/ai-worker.js";

export default {
  name: "ai",
  entities: [AiRequest, AiConsent, OrganizationWithoutAi, Notebook],
  permissions: aiPermissions,
  entitlements: aiEntitlements,
  fieldCosts: {
    "AiRequest.sent": { weight: 128, items: 2 },
    "AiReview.comments": { items: 10 },
    "AiReview.strengths": { items: 5 },
    "AiReview.improvements": { items: 5 },
    "AiReview.alternatives": { items: 5 },
    "AiReview.failingInputs": { weight: 16, items: 3 },
    "AiComplexityCheck.runs": { items: 10 },
    "AiSummary.nodes": { items: 20 },
    "AiSummary.edges": { items: 20 },
    "AiSummary.points": { items: 10 },
    "AiSummary.mermaid": { weight: 4 },
    "AiQuizDraft.questions": { items: 10 },
    "AiDraftQuestion.choices": { items: 4 },
    "AiRequest.pathAdvice": { items: 8 },
    "AiRequest.issues": { items: 20 },
  },
  resolvers: [AskResolver, AiRequestResolver, AiSettingsResolver, OrganizationAiResolver, NotebookResolver, SubmissionReviewResolver],
  settings: aiSettings,
  retention: aiRetention,
  jobs: [aiJob],
  notificationKinds: [aiFinishedNotification],
  personalData: aiPersonalData,
  organizationData: aiOrganizationData,

  wire(platform, { settings, entitlements }: Pick<Services, "settings" | "entitlements">, { checkpoint }) {
    const { db, jobs, pubSub, redis, log, ai, env, storage } = platform;
    const fork = () => db.em.fork();
    const pieces = createAiPieces({ pubSub, redis, prefix: env.REDIS_PREFIX, log });
    const access = createAiAccess({ db, ai, settings, cancelAll });
    const requests = createAiRequestsService({ db, jobs, log, settings, entitlements, access, pieces });
    const features = createFeatures({ fork, jobs, log });
    const notebooks = createNotebooksService({ db, storage });
    const marks = createWatchMarks({ redis, prefix: env.REDIS_PREFIX });
    const watch = async (id: string) =>
      marks.during(aiRequestMark(id), await watchAiRequest(id, { pubSub, log, pieces, read: (own) => findAiRequest(fork(), own) }));
    return {
      resolvers: [
        new AskResolver(requests, features),
        new AiRequestResolver(requests, watch),
        new AiSettingsResolver(access, requests),
        new NotebookResolver(notebooks),
      ],
      nodes: {
        AiRequest: nodesById("ai:read", ({ em, signedIn }, ids) => requests.byIds(em, signedIn, ids)),
        Notebook: nodesById("notebook:read", ({ em, signedIn }, ids) => notebooks.byIds(em, signedIn, ids)),
      },
      workers: [
        async () =>
          startAiWorker({ ...{ db, jobs, pubSub, log, ai, settings, pieces, features, checkpoint }, concurrency: env.AI_CONCURRENCY }),
      ],
    };
  },
} satisfies Module;
