import { describe, expect, it } from "@jest/globals";
import { embedOf, pageOf, videoOf } from "./video.js";

describe("videoOf", () => {
  it.each([
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s",
    "https://youtu.be/dQw4w9WgXcQ?si=x",
    "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    "https://m.youtube.com/shorts/dQw4w9WgXcQ",
  ])("knows %s", (url) => expect(videoOf(url)).toEqual({ provider: "YOUTUBE", videoId: "dQw4w9WgXcQ" }));

  it.each(["https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871"])("knows %s", (url) =>
    expect(videoOf(url)).toEqual({ provider: "VIMEO", videoId: "76979871" }),
  );

  it.each([
    "http://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://user@www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=../../evil",
    "https://www.youtube.com/redirect?q=https://evil.example",
    "https://vimeo.com/channels/staffpicks",
    "javascript:alert(1)",
    "",
  ])("refuses %j", (url) => expect(videoOf(url)).toBeNull());

  it("reads its own addresses", () => {
    for (const video of [videoOf("https://youtu.be/dQw4w9WgXcQ")!, videoOf("https://vimeo.com/1")!]) {
      expect([videoOf(pageOf(video)), videoOf(embedOf(video))]).toEqual([video, video]);
    }
  });
});
