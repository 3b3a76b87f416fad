import { useEffect, useId, useRef, useState } from "preact/hooks";
import type * as Y from "yjs";
import type { CodeView } from "../editor/code-mirror.js";
import { Loading } from "../parts/basics.js";
import { useStore } from "../store.js";
import { words } from "../words.js";
import type { Room } from "./room-connection.js";
import { bind, showPeer } from "./shared-text.js";

interface Properties {
  room: Room;
  text: Y.Text;
  language: string;
  peer: string;
  onRun: () => void;
}

/** The editor of a round, which both see. */
export function SharedEditor({ room, text, language, peer, onRun }: Properties) {
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeView | null>(null);
  const [loaded, setLoaded] = useState(false);
  const { cursor } = useStore(room.state);
  const hint = useId();
  const run = useRef(onRun);
  run.current = onRun;
  const wanted = useRef(language);
  wanted.current = language;

  useEffect(() => {
    let end = () => {};
    let ended = false;
    void import("../editor/code-mirror.js").then(({ createView }) => {
      if (ended || !parent.current) return;
      const binding = bind(text, (position) => room.point(position));
      const made = createView({
        parent: parent.current,
        text: text.toJSON(),
        label: words.interviews.room.code,
        describedBy: hint,
        extensions: [binding.extension],
        onRun: () => run.current(),
      });
      made.setLanguage(wanted.current);
      const unfollow = binding.follow(made.view);
      end = () => {
        unfollow();
        made.view.destroy();
      };
      editor.current = made;
      setLoaded(true);
    });
    return () => {
      ended = true;
      end();
      editor.current = null;
    };
  }, [text]);
  useEffect(() => editor.current?.setLanguage(language), [language]);
  useEffect(() => {
    if (editor.current) showPeer(editor.current.view, text, cursor, words.interviews.room.cursor(peer));
  }, [cursor, loaded]);

  return (
    <div class="editor">
      <div ref={parent} class="code" />
      {loaded ? null : <Loading />}
      <p id={hint} class="quiet small">
        {words.problem.editorHint}
      </p>
    </div>
  );
}
