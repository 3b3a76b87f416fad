import { useEffect, useRef, useState } from "preact/hooks";
import { SendInterviewMessageDocument, type InterviewSeat, type RoomItemFragment } from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction } from "../api/use-query.js";
import { Field } from "../parts/field.js";
import { Notice } from "../parts/notice.js";
import { words } from "../words.js";

const texts = words.interviews.room;

interface Properties {
  interviewId: string;
  items: readonly RoomItemFragment[];
  nameOf: (seat: InterviewSeat | null) => string;
}

/** Messages of both, by the server's order. */
export function Chat({ interviewId, items, nameOf }: Properties) {
  const [text, setText] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const messages = items.filter(({ kind }) => kind === "MESSAGE");
  const send = useAction(async (message: string) => {
    await run(SendInterviewMessageDocument, { input: { interviewId, text: message } });
    setText("");
  });
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [messages.length]);
  return (
    <section aria-labelledby="chat">
      <h2 id="chat">{texts.chat}</h2>
      {messages.length === 0 ? <p class="quiet">{texts.noMessages}</p> : null}
      <div ref={list} class="chat" role="log" aria-label={texts.chat} tabIndex={0} hidden={messages.length === 0}>
        {messages.map((message) => (
          <p key={message.sequence}>
            <strong>{nameOf(message.seat)}</strong> <span class="writing">{message.text}</span>
          </p>
        ))}
      </div>
      {send.failure ? <Notice failure={send.failure} /> : null}
      <form
        class="row chat-entry"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) void send.act(text.trim());
        }}
      >
        <Field
          label={texts.message}
          value={text}
          maxLength={2000}
          autoComplete="off"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" disabled={send.busy}>
          {texts.send}
        </button>
      </form>
    </section>
  );
}
