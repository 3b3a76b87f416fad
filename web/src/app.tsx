import type { VNode } from "preact";
import { Skeleton, Title } from "./parts/basics.js";
import { lazy } from "./parts/lazy.js";
import { Shell } from "./parts/shell.js";
import { Link, usePlace } from "./routing.js";
import { routeOf, type Route } from "./routes.js";
import { useStart, useStartReader } from "./viewer.js";
import { words } from "./words.js";
import { Billing } from "./pages/billing.js";
import { Catalog } from "./pages/catalog.js";
import { Developers } from "./pages/developers.js";
import { ExternalSignIn } from "./pages/external-sign-in.js";
import { Invitations } from "./pages/invitations.js";
import { JoinClass } from "./pages/join-class.js";
import { Lesson } from "./pages/lesson.js";
import { MailedLink } from "./pages/mailed-link.js";
import { Notification } from "./pages/notification.js";
import { Notifications } from "./pages/notifications.js";
import { Order } from "./pages/order.js";
import { Orders } from "./pages/orders.js";
import { Problem } from "./pages/problem.js";
import { Quiz } from "./pages/quiz.js";
import { Register } from "./pages/register.js";
import { ResetPassword } from "./pages/reset-password.js";
import { Shop } from "./pages/shop.js";
import { SignIn } from "./pages/sign-in.js";
import { Submission } from "./pages/submission.js";
import { Submissions } from "./pages/submissions.js";
import { Track } from "./pages/track.js";
import { Tracks } from "./pages/tracks.js";

const Assessment = lazy(async () => (await import("./pages/assessment.js")).Assessment);
const Interview = lazy(async () => (await import("./pages/interview.js")).Interview);
const Interviews = lazy(async () => (await import("./pages/interviews.js")).Interviews);

export function App() {
  useStartReader();
  const { path } = usePlace();
  const { ready } = useStart();
  return <Shell>{ready ? viewOf(routeOf(path)) : <Skeleton />}</Shell>;
}

/** Keys make a new view of each object, so that nothing of the last one stays. */
function viewOf(route: Route): VNode {
  switch (route.view) {
    case "catalog":
      return <Catalog />;
    case "problem":
      return <Problem key={route.slug} slug={route.slug} />;
    case "submissions":
      return <Submissions />;
    case "submission":
      return <Submission key={route.id} id={route.id} />;
    case "tracks":
      return <Tracks />;
    case "track":
      return <Track key={route.slug} slug={route.slug} />;
    case "lesson":
      return <Lesson key={route.id} id={route.id} />;
    case "quiz":
      return <Quiz key={route.slug} slug={route.slug} />;
    case "shop":
      return <Shop />;
    case "orders":
      return <Orders />;
    case "order":
      return <Order key={route.id} id={route.id} />;
    case "billing":
      return <Billing key={route.organizationId} organizationId={route.organizationId} />;
    case "notifications":
      return <Notifications />;
    case "notification":
      return <Notification key={route.id} id={route.id} />;
    case "invitations":
      return <Invitations />;
    case "join-class":
      return <JoinClass />;
    case "interviews":
      return <Interviews />;
    case "interview":
      return <Interview key={route.id} id={route.id} />;
    case "assessment":
      return <Assessment />;
    case "external-sign-in":
      return <ExternalSignIn of={route.of} />;
    case "sign-in":
      return <SignIn />;
    case "register":
      return <Register />;
    case "reset-password":
      return <ResetPassword />;
    case "mailed-link":
      return <MailedLink key={route.purpose} purpose={route.purpose} />;
    case "developers":
      return <Developers />;
    case "missing":
      return <Missing />;
  }
}

function Missing() {
  return (
    <>
      <Title lead={words.missing.advice}>{words.missing.title}</Title>
      <Link class="button" href="/">
        {words.missing.home}
      </Link>
    </>
  );
}
