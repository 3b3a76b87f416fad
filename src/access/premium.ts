/** What opens content that is sold, beside the rights of policy.ts. */
import { grantName, type Entitlement } from "./entitlements.js";
import { isEntitled, isSharedWith, mayEditTrack, type Authorship, type Shown } from "./policy.js";
import type { Viewer } from "./viewer.js";

/** Objects that the viewer has bought one by one, of those that an entitlement of this key is for. */
export function ownedWith(viewer: Viewer, key: Entitlement): string[] {
  const prefix = grantName(key, "");
  return (viewer?.entitlements ?? []).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

/**
 * Everyone who may read a premium track sees its outline. Content needs the right to edit it, the entitlement to premium tracks, or the
 * purchase of this one. For rows of what is in it, `id` is still the track's.
 */
export function mayOpenTrack(viewer: Viewer, id: string, track: { premium: boolean } & Pick<Shown, "visibility"> & Authorship): boolean {
  if (mayEditTrack(viewer, track)) return true;
  if (!isSharedWith(viewer, track)) return false;
  return !track.premium || isEntitled(viewer, "premium-tracks") || (viewer?.entitlements?.includes(grantName("track", id)) ?? false);
}
