import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";

export const aiPersonalData: PersonalData = {
  columns: {
    "ai_requests.user_id": { export: "ai-requests", deletion: "removed" },
    "ai_consents.user_id": { export: "ai-consent", deletion: "removed" },
    "notebooks.user_id": { export: "notebooks", deletion: "removed" },
  },
  exports: [
    listOfRows({
      name: "ai-requests",
      description: "What you asked AI for: what was sent to which provider, and the answers.",
      select: `a.id, a.kind, a.subject_id as "subjectId", a.level, a.status, a.provider, a.model, a.prompt as sent, a.text, a.answer,
        a.prompt_tokens as "promptTokens", a.completion_tokens as "completionTokens", a.created_at as "createdAt", a.finished_at as "finishedAt"`,
      from: "from ai_requests a where a.user_id = ?",
      key: "a.id",
      page: 20,
    }),
    listOfRows({
      name: "ai-consent",
      description: "When you agreed that your texts and code are sent to the AI provider.",
      select: `c.given_at as "givenAt"`,
      from: "from ai_consents c where c.user_id = ?",
      key: "c.user_id",
    }),
    listOfRows({
      name: "notebooks",
      description: "Your notebooks.",
      select: `n.id, n.title, n.text, n.created_at as "createdAt", n.updated_at as "updatedAt"`,
      from: "from notebooks n where n.user_id = ?",
      key: "n.id",
      page: 20,
    }),
  ],
  erasures: [removal("ai_requests"), removal("ai_consents"), removal("notebooks")],
};
