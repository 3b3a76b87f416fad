import { MESSAGE_LANGUAGES, messagesIn } from "../../../../messages/messages.js";
import { linkContent } from "./link.mail.js";
import { roleDecisionContent } from "../kinds/role-decision.mail.js";
import { welcomeContent } from "../kinds/welcome.mail.js";

const EVIL = `<img src=x onerror="alert(1)"> & 'co'`;
const ESCAPED = "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;co&#39;";

describe("the welcome mail", () => {
  it("greets by name in both forms", () => {
    const mail = welcomeContent("ada", null, "en");
    expect(mail.subject).toBe("Welcome to CodeQuest");
    expect(mail.text).toContain("Hello ada,");
    expect(mail.html).toContain("<strong>ada</strong>");
  });

  it("escapes the name in HTML and leaves it alone in text", () => {
    const mail = welcomeContent(EVIL, null, "en");
    expect(mail.html).toContain(ESCAPED);
    expect(mail.html).not.toContain("<img");
    expect(mail.text).toContain(EVIL);
  });
});

describe.each(MESSAGE_LANGUAGES)("mails with links in %s", (language) => {
  const { greeting, welcome, verifyEmail, resetPassword, changeEmail, undoEmailChange } = messagesIn(language);
  const URL = "https://app.codequest.example/x#token=abc";

  it.each([
    ["VERIFY_EMAIL", verifyEmail],
    ["RESET_PASSWORD", resetPassword],
    ["CHANGE_EMAIL", changeEmail],
    ["UNDO_EMAIL_CHANGE", undoEmailChange],
  ] as const)("%s speaks the account's language", (purpose, words) => {
    const { subject, text, html } = linkContent(purpose, language, "ada", URL);
    expect(subject).toBe(words.subject);
    expect(text).toContain(`${greeting} ada,`);
    expect(text).toContain(`${words.action}: ${URL}`);
    expect(html).toContain(`<html lang="${language}">`);
  });

  it("welcomes in it", () => {
    const { subject, text } = welcomeContent("ada", URL, language);
    expect(subject).toBe(welcome.subject);
    expect(text).toContain(`${welcome.confirm}: ${URL}`);
  });
});

describe("the mail about a role request", () => {
  const decision = { displayName: "Ada", role: "BUSINESS_PARTNER", approved: true, comment: "", language: "en" } as const;

  it("tells which role, and how it was decided", () => {
    expect(roleDecisionContent(decision)).toMatchObject({
      subject: "Your role request has been approved",
      text: expect.stringContaining(`the role "business partner" has been approved`) as string,
    });
    const rejected = roleDecisionContent({ ...decision, approved: false });
    expect(rejected.subject).toBe("Your role request has been rejected");
    expect(rejected.html).toContain("you can send another request");
  });

  it("quotes what the admin wrote, and says nothing where the admin did not", () => {
    expect(roleDecisionContent(decision).text).not.toContain("admin");
    const { text, html } = roleDecisionContent({ ...decision, comment: "Welcome!\n-- \nThe team" });
    expect(text).toContain("> Welcome!\n> -- \n> The team");
    expect(html).toContain("Welcome!\n-- \nThe team</blockquote>");
  });

  it("escapes the name and the comment in HTML, and puts neither into the subject", () => {
    const { html, subject } = roleDecisionContent({ ...decision, displayName: EVIL, comment: EVIL });
    expect(html.split(ESCAPED)).toHaveLength(3);
    expect(html).not.toContain("<img");
    expect(subject).not.toContain("img");
  });
});
