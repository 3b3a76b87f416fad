import "katex.css";
import "./theme.css";
import { render } from "preact";
import { App } from "./app.js";

const root = document.querySelector("#app")!;
// The document has a static frame, which is painted before this script has arrived.
root.replaceChildren();
render(<App />, root);
