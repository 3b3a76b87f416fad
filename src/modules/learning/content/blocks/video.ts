/** Videos are embedded from a fixed list of services. Other addresses could show anything in the page of a lesson. */
export const VIDEO_PROVIDERS = ["YOUTUBE", "VIMEO"] as const;
export type VideoProvider = (typeof VIDEO_PROVIDERS)[number];

export interface Video {
  provider: VideoProvider;
  /** The service's id of the video. */
  videoId: string;
}

const YOUTUBE_ID = /^[A-Za-z0-9_-]{11}$/;
const VIMEO_ID = /^\d{1,12}$/;
const YOUTUBE_HOSTS = ["www.youtube.com", "youtube.com", "m.youtube.com", "www.youtube-nocookie.com"];

/** The video of an https address as people copy it from YouTube or Vimeo; null for any other address. */
export function videoOf(address: string): Video | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "") return null;
  const [, first = "", second = ""] = url.pathname.split("/");
  if (YOUTUBE_HOSTS.includes(url.hostname)) {
    const id = first === "watch" ? url.searchParams.get("v") : ["embed", "shorts", "live"].includes(first) ? second : null;
    return youtube(id);
  }
  if (url.hostname === "youtu.be") return youtube(first);
  if (url.hostname === "vimeo.com") return vimeo(first);
  return url.hostname === "player.vimeo.com" && first === "video" ? vimeo(second) : null;
}

function youtube(videoId: string | null): Video | null {
  return videoId !== null && YOUTUBE_ID.test(videoId) ? { provider: "YOUTUBE", videoId } : null;
}

function vimeo(videoId: string): Video | null {
  return VIMEO_ID.test(videoId) ? { provider: "VIMEO", videoId } : null;
}

export function pageOf({ provider, videoId }: Video): string {
  return provider === "YOUTUBE" ? `https://www.youtube.com/watch?v=${videoId}` : `https://vimeo.com/${videoId}`;
}

/** For an iframe. Both forms set no cookies before playback. */
export function embedOf({ provider, videoId }: Video): string {
  return provider === "YOUTUBE" ? `https://www.youtube-nocookie.com/embed/${videoId}` : `https://player.vimeo.com/video/${videoId}?dnt=1`;
}
