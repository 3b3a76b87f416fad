import { roleDecisionContent } from "./role-decision.mail.js";
import { welcomeContent } from "./welcome.mail.js";

const EVIL = `<img src=x onerror="alert(1)"> & 'co'`;
const ESCAPED = "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;co&#39;";

describe("the welcome mail", () => {
  it("greets by name in both forms", () => {
    const mail = welcomeContent({ username: "ada", verifyUrl: null });
    expect(mail.subject).toBe("Welcome to CodeQuest");
    expect(mail.text).toContain("Hello ada,");
    expect(mail.html).toContain("<strong>ada</strong>");
  });

  it("escapes the name in HTML and leaves it alone in text", () => {
    const mail = welcomeContent({ username: EVIL, verifyUrl: null });
    expect(mail.html).toContain(ESCAPED);
    expect(mail.html).not.toContain("<img");
    expect(mail.text).toContain(EVIL);
  });
});

describe("the mail about a role request", () => {
  const decision = { displayName: "Ada", role: "BUSINESS_PARTNER", approved: true, comment: "" };

  it("tells which role, and how it was decided", () => {
    expect(roleDecisionContent(decision)).toMatchObject({
      subject: "Your role request has been approved",
      text: expect.stringContaining(`the role "business partner" has been approved`) as string,
    });
    const rejected = roleDecisionContent({ ...decision, approved: false });
    expect(rejected.subject).toBe("Your role request has been rejected");
    expect(rejected.html).toContain("you may ask again");
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
