import { markup } from "./markup.js";

describe("markup", () => {
  it("escapes what could end a text or an attribute", () => {
    expect(markup`<p title="${`"'`}">${"<script>&"}</p>`.source).toBe(`<p title="&quot;&#39;">&lt;script&gt;&amp;</p>`);
  });

  it("escapes once, however deep it is nested", () => {
    const items = ["a & b", "<c>"].map((item) => markup`<li>${item}</li>`);
    expect(markup`<ul>${items}</ul>`.source).toBe("<ul><li>a &amp; b</li>\n<li>&lt;c&gt;</li></ul>");
  });
});
