import { useState } from "preact/hooks";
import {
  AcceptInvitationDocument,
  DeclineInvitationDocument,
  InvitationsDocument,
  JoinDocument,
  MembershipsDocument,
} from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction } from "../api/use-query.js";
import { useList } from "../api/use-list.js";
import { Empty, Loading, More, Title } from "../parts/basics.js";
import { Field } from "../parts/field.js";
import { Notice, Verification } from "../parts/notice.js";
import { SignInFirst } from "../parts/sign-in-first.js";
import { Link } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

const { organizations: texts } = words;

/** Invitations of organizations, and the organizations that the viewer is in. */
export function Invitations() {
  const viewer = useViewer();
  const offers = useList(InvitationsDocument, viewer ? {} : null, (data) => data.myOrganizationOffers ?? null);
  const mine = useList(MembershipsDocument, viewer ? {} : null, (data) => data.myOrganizations ?? null);
  const [code, setCode] = useState("");
  const refresh = () => {
    offers.reload();
    mine.reload();
  };
  const accept = useAction(async (id: string) => {
    await run(AcceptInvitationDocument, { input: { id } });
    refresh();
  });
  const decline = useAction(async (id: string) => {
    await run(DeclineInvitationDocument, { input: { id } });
    refresh();
  });
  const join = useAction(async () => {
    await run(JoinDocument, { input: { code } });
    setCode("");
    refresh();
  });
  if (!viewer) {
    return (
      <>
        <Title>{texts.title}</Title>
        <SignInFirst to={texts.toSee} />
      </>
    );
  }
  const failure = offers.failure ?? mine.failure;
  const refused = accept.failure ?? decline.failure;
  return (
    <>
      <Title lead={texts.lead}>{texts.title}</Title>
      {failure ? <Notice failure={failure} onRetry={refresh} /> : null}
      {refused ? <Notice failure={refused} /> : null}
      <section>
        <h2>{texts.invitations}</h2>
        {offers.nodes === null && !failure ? <Loading /> : null}
        {offers.nodes?.length === 0 ? (
          <Empty>
            <p>{viewer.emailVerifiedAt ? texts.none : texts.unverified}</p>
            {viewer.emailVerifiedAt ? null : <Verification />}
          </Empty>
        ) : null}
        <ul class="cards wide">
          {offers.nodes?.map(({ invitationId, organizationName, organizationSlug, role, expiresAt }) => (
            <li key={organizationSlug}>
              <article class="card">
                <h3>{organizationName}</h3>
                <p class="facts">
                  <span>{texts.roles[role]}</span>
                  <span class="quiet">{words.shop.until(words.day(expiresAt))}</span>
                </p>
                {invitationId ? (
                  <p class="row">
                    <button type="button" class="primary" disabled={accept.busy} onClick={() => void accept.act(invitationId)}>
                      {texts.accept(organizationName)}
                    </button>
                    <button type="button" disabled={decline.busy} onClick={() => void decline.act(invitationId)}>
                      {texts.decline}
                    </button>
                  </p>
                ) : null}
              </article>
            </li>
          ))}
        </ul>
        <More shown={offers.hasMore} busy={offers.loading} onMore={offers.more} />
      </section>
      {mine.nodes && mine.nodes.length > 0 ? (
        <section>
          <h2>{texts.yours}</h2>
          <ul class="lessons">
            {mine.nodes.map(({ id, name, viewerRole }) => (
              <li key={id} class="row spread">
                <span>{name}</span>
                <span class="row">
                  {viewerRole ? <span class="quiet">{texts.roles[viewerRole]}</span> : null}
                  {viewerRole === "OWNER" || viewerRole === "MANAGER" ? (
                    <Link href={`/organizations/${id}/billing`}>{words.billing.title}</Link>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
          <More shown={mine.hasMore} busy={mine.loading} onMore={mine.more} />
        </section>
      ) : null}
      <section class="code-entry">
        <h2>{texts.byCode}</h2>
        {join.failure ? <Notice failure={join.failure} /> : null}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void join.act(undefined);
          }}
        >
          <Field label={texts.code} name="code" required value={code} onInput={(event) => setCode(event.currentTarget.value)} />
          <button type="submit" disabled={join.busy}>
            {texts.join}
          </button>
        </form>
      </section>
    </>
  );
}
