import "katex.css";
import "./theme.css";
import { render } from "preact";
import { App } from "./app.js";
import { prepareOffline } from "./offline.js";

const root = document.querySelector("#app")!;
// The document has a static frame, which is painted before this script has arrived.
root.replaceChildren();
render(<App />, root);
// After the first view, which it must not slow down.
if (document.readyState === "complete") void prepareOffline();
else addEventListener("load", () => void prepareOffline());
