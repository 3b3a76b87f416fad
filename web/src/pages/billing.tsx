import { BillingDocument, OpenPortalDocument, OrganizationBillingDocument, type BillingQuery } from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction, useQuery } from "../api/use-query.js";
import { Empty, Loading, Title } from "../parts/basics.js";
import { Notice } from "../parts/notice.js";
import { SignInFirst } from "../parts/sign-in-first.js";
import { Link } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

type Plans = NonNullable<BillingQuery["mySubscriptions"]>["nodes"];
type Invoices = NonNullable<BillingQuery["myInvoices"]>["nodes"];
const { billing: texts } = words;

/** Plans and invoices of the account, or with `organizationId` of an organization. */
export function Billing({ organizationId = null }: { organizationId?: string | null }) {
  const viewer = useViewer();
  const own = useQuery(BillingDocument, viewer && organizationId === null ? {} : null);
  const shared = useQuery(OrganizationBillingDocument, viewer && organizationId !== null ? { id: organizationId } : null);
  const { failure, reload } = organizationId === null ? own : shared;
  const portal = useAction(async () => {
    const { openBillingPortal } = await run(OpenPortalDocument, { input: { organizationId } });
    if (openBillingPortal) location.assign(openBillingPortal.portalUrl);
  });
  const plans = own.data?.mySubscriptions?.nodes ?? shared.data?.organizationSubscriptions?.nodes;
  const invoices = own.data?.myInvoices?.nodes ?? shared.data?.organizationInvoices?.nodes;
  if (!viewer) {
    return (
      <>
        <Title>{texts.title}</Title>
        <SignInFirst to={texts.toSee} />
      </>
    );
  }
  return (
    <>
      <Title>{texts.title}</Title>
      {failure ? <Notice failure={failure} onRetry={reload} /> : null}
      {portal.failure ? <Notice failure={portal.failure} /> : null}
      {!plans && !failure ? <Loading /> : null}
      {plans?.length === 0 && invoices?.length === 0 ? (
        <Empty>
          <p>{texts.empty}</p>
          <Link class="button" href="/shop">
            {words.shop.title}
          </Link>
        </Empty>
      ) : null}
      {plans && plans.length > 0 ? <PlanList plans={plans} /> : null}
      {invoices && invoices.length > 0 ? <InvoiceList invoices={invoices} /> : null}
      {plans && plans.length > 0 ? (
        <button type="button" disabled={portal.busy} onClick={() => void portal.act(undefined)}>
          {texts.portal}
        </button>
      ) : null}
    </>
  );
}

function PlanList({ plans }: { plans: Plans }) {
  return (
    <section>
      <h2>{texts.plans}</h2>
      <ul class="lessons">
        {plans.map(({ id, product, quantity, unitPrice, interval, state, periodEnd, cancelAt }) => (
          <li key={id} class="row spread">
            <strong>{product?.title ?? texts.plan}</strong>
            <span>{texts.price(quantity, unitPrice.formatted, interval ?? null)}</span>
            <span>{texts.states[state]}</span>
            <span class="quiet">{cancelAt ? texts.ends(words.day(cancelAt)) : texts.renews(words.day(periodEnd))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function InvoiceList({ invoices }: { invoices: Invoices }) {
  return (
    <section>
      <h2>{texts.invoices}</h2>
      <ul class="lessons">
        {invoices.map(({ id, number, issuedAt, state, total, hostedUrl, pdfUrl }) => (
          <li key={id} class="row spread">
            <strong>{number ?? texts.draft}</strong>
            <span class="quiet">{issuedAt ? words.day(issuedAt) : ""}</span>
            <span>{total.formatted}</span>
            <span>{texts.invoiceStates[state]}</span>
            <span class="row">
              {state === "OPEN" && hostedUrl ? <a href={hostedUrl}>{texts.pay(number ?? "")}</a> : null}
              {pdfUrl ? <a href={pdfUrl}>{texts.pdf(number ?? "")}</a> : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
