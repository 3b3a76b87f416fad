import { describe, expect, it } from "@jest/globals";
import { createTextFeed } from "./text-feed.js";

describe("text feed", () => {
  it("sends each character once, several pieces as one", () => {
    const feed = createTextFeed();
    feed.know("a");
    expect(feed.next()).toEqual({ text: "a", startsOver: false });
    expect(feed.next()).toBeNull();
    feed.know("ab");
    feed.know("abc");
    expect(feed.next()).toEqual({ text: "bc", startsOver: false });
    feed.settle("abcd");
    expect(feed.next()).toEqual({ text: "d", startsOver: false });
    feed.know("later");
    expect(feed.next()).toBeNull();
  });

  it("stays silent while another worker repeats the text, and goes on after it", () => {
    const feed = createTextFeed();
    feed.know("one two");
    feed.next();
    feed.know("");
    feed.know("one");
    expect(feed.next()).toBeNull();
    feed.know("one two three");
    expect(feed.next()).toEqual({ text: " three", startsOver: false });
  });

  it("starts over for another text, and for a final one that is shorter", () => {
    const feed = createTextFeed();
    feed.know("one two");
    feed.next();
    feed.know("one three");
    expect(feed.next()).toEqual({ text: "one three", startsOver: true });
    feed.settle("one");
    expect(feed.next()).toEqual({ text: "one", startsOver: true });
  });
});
