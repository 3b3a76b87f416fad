import { useEffect } from "preact/hooks";
import { MarkReadDocument, NotificationPageDocument, type NotificationPartsFragment } from "../api/generated.js";
import { run } from "../api/run.js";
import { useQuery } from "../api/use-query.js";
import { Loading, Title } from "../parts/basics.js";
import { ExportDownload } from "../parts/export-download.js";
import { Notice } from "../parts/notice.js";
import { Prose } from "../parts/prose.js";
import { SignInFirst } from "../parts/sign-in-first.js";
import { Link } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

type Subject = NotificationPartsFragment["subject"];

/** What mails lead to: the notification, which is read now, and the way on to its subject. */
export function Notification({ id }: { id: string }) {
  const viewer = useViewer();
  const { data, failure, reload } = useQuery(NotificationPageDocument, viewer ? { id } : null);
  const shown = data?.node?.__typename === "Notification" ? data.node : null;
  const isUnread = shown !== null && !shown.readAt;
  useEffect(() => {
    // It stays unread if this fails, which does no harm.
    if (isUnread) void run(MarkReadDocument, { input: { ids: [id] } }).catch(() => undefined);
  }, [id, isUnread]);

  if (!viewer) return <SignInFirst to={words.notifications.toSee} />;
  if (failure && !data) return <Notice failure={failure} onRetry={reload} />;
  if (!data) return <Loading />;
  if (!shown) return <Title lead={words.failure.of("NOT_FOUND").advice}>{words.failure.of("NOT_FOUND").title}</Title>;
  return (
    <div class="lesson">
      <Title lead={words.when(shown.createdAt)}>{shown.title}</Title>
      {shown.body ? <p>{shown.body}</p> : null}
      <About subject={shown.subject} />
      <p>
        <Link href="/notifications">{words.notifications.all}</Link>
      </p>
    </div>
  );
}

function About({ subject }: { subject: Subject }) {
  switch (subject?.__typename) {
    case "Announcement":
      return <Prose html={subject.bodyMarkdown.html} />;
    case "DataExport":
      return <ExportDownload id={subject.id} isReady={subject.status === "READY"} />;
    case "Certificate":
      return (
        <a class="button" href={subject.url}>
          {words.notifications.certificate}
        </a>
      );
    case "Submission":
      return <Onward href={`/submissions/${subject.id}`} label={words.problem.details} />;
    case "GroupHint":
      return (
        <>
          <Prose html={subject.body.html} />
          {subject.viewerSubmissionIds[0] ? (
            <Onward href={`/submissions/${subject.viewerSubmissionIds[0]}`} label={words.problem.details} />
          ) : null}
        </>
      );
    case "LineComment":
      return (
        <>
          <Prose html={subject.body.html} />
          {subject.submissionId ? <Onward href={`/submissions/${subject.submissionId}`} label={words.problem.details} /> : null}
        </>
      );
    case "PlanSubscription":
      return <Onward href="/billing" label={words.billing.title} />;
    case "Entitlement":
      return <Onward href="/shop" label={words.shop.title} />;
    case "Organization":
      return <Onward href="/invitations" label={words.organizations.title} />;
    case "Interview":
      return <Onward href={`/interviews/${subject.id}`} label={words.interviews.open} />;
    case "AssessmentInvitation":
      return <Onward href="/assessment" label={words.assessment.open} />;
    default:
      return null;
  }
}

function Onward({ href, label }: { href: string; label: string }) {
  return (
    <Link class="button primary" href={href}>
      {label}
    </Link>
  );
}
