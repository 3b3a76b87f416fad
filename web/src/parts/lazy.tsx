import type { ComponentType, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { offline } from "../api/failure.js";
import { Loading } from "./basics.js";
import { Notice } from "./notice.js";

/** A view whose code is loaded when it is shown first. */
export function lazy<Properties extends object>(load: () => Promise<ComponentType<Properties>>): (properties: Properties) => VNode {
  let view: ComponentType<Properties> | null = null;
  return function Lazy(properties) {
    const [state, setState] = useState<"loading" | "ready" | "failed">(view ? "ready" : "loading");
    useEffect(() => {
      if (state !== "loading") return;
      let ended = false;
      load().then(
        (loaded) => {
          view = loaded;
          if (!ended) setState("ready");
        },
        () => !ended && setState("failed"),
      );
      return () => {
        ended = true;
      };
    }, [state]);
    const View = view;
    if (View) return <View {...properties} />;
    return state === "failed" ? <Notice failure={offline()} onRetry={() => setState("loading")} /> : <Loading />;
  };
}
