// Fragments and operations as a React application with Relay has them. relay-compiler reads them; nothing runs them.
import { graphql } from "relay-runtime";

export const problemFragment = graphql`
  fragment pages_problem on Problem @refetchable(queryName: "pagesProblemRefetchQuery") {
    title
    statement
    viewerStatus
    starterCode(language: "python")
    languageLimits {
      language {
        name
      }
      timeLimitMs
    }
  }
`;

export const problemsFragment = graphql`
  fragment pages_problems on Query
  @refetchable(queryName: "pagesProblemsPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }, search: { type: "String" }) {
    problems(first: $count, after: $cursor, search: $search) @connection(key: "pages_problems", filters: ["search"]) {
      edges {
        node {
          id
          title
          difficulty
        }
      }
      totalCount
    }
  }
`;

export const submissionsFragment = graphql`
  fragment pages_submissions on Query
  @refetchable(queryName: "pagesSubmissionsPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    submissions(first: $count, after: $cursor) @connection(key: "pages_submissions") {
      __id
      edges {
        node {
          ...pages_submission
        }
      }
    }
  }
`;

export const submissionFragment = graphql`
  fragment pages_submission on Submission @refetchable(queryName: "pagesSubmissionRefetchQuery") {
    createdAt
    language {
      name
    }
    judgement {
      status
      verdict
      testsFinished
      testsTotal
      tests {
        index
        verdict
      }
    }
    problem {
      ...pages_problem
    }
  }
`;

export const notificationsFragment = graphql`
  fragment pages_notifications on Query
  @refetchable(queryName: "pagesNotificationsPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    notifications(first: $count, after: $cursor) @connection(key: "pages_notifications") {
      edges {
        node {
          ...pages_notification
        }
      }
    }
  }
`;

export const notificationFragment = graphql`
  fragment pages_notification on Notification {
    title
    readAt
    subject {
      __typename
      ... on Submission {
        ...pages_submission @alias
      }
      ... on Node {
        id
      }
    }
  }
`;

export const pageQuery = graphql`
  query pagesQuery($slug: String!) {
    me {
      displayName
      avatar(pixels: 256) {
        url
      }
    }
    problem(slug: $slug) {
      ...pages_problem
    }
    ...pages_problems
    ...pages_submissions
    ...pages_notifications
  }
`;

export const nodeQuery = graphql`
  query pagesNodeQuery($id: ID!) {
    node(id: $id) {
      ...pages_submission @alias
      ...pages_problem @alias
    }
  }
`;

export const submitMutation = graphql`
  mutation pagesSubmitMutation($input: SubmitCodeInput!, $connections: [ID!]!) {
    submitCode(input: $input) {
      submission @prependNode(connections: $connections, edgeTypeName: "SubmissionEdge") {
        ...pages_submission
      }
    }
  }
`;

export const readMutation = graphql`
  mutation pagesReadMutation($input: MarkNotificationsReadInput!) {
    markNotificationsRead(input: $input) {
      notifications {
        ...pages_notification
      }
      unreadCount
    }
  }
`;

export const deleteFileMutation = graphql`
  mutation pagesDeleteFileMutation($input: DeleteFileInput!, $connections: [ID!]!) {
    deleteFile(input: $input) {
      deletedId @deleteRecord @deleteEdge(connections: $connections)
    }
  }
`;

export const statusSubscription = graphql`
  subscription pagesStatusSubscription($id: ID!) {
    submissionStatus(submissionId: $id) {
      submission {
        id
        judgement {
          status
          verdict
          testsFinished
          tests {
            index
            verdict
          }
        }
      }
    }
  }
`;

export const notificationSubscription = graphql`
  subscription pagesNotificationSubscription($connections: [ID!]!) {
    notificationReceived {
      edge @prependEdge(connections: $connections) {
        node {
          ...pages_notification
        }
      }
      unreadCount
    }
  }
`;
