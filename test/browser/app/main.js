// The page: what a small web application does, with what it did written where a test can read it.
import { refresh, register, signIn, signOut } from "./session.js";
import { uploadFile } from "./upload.js";

const library = new URLSearchParams(location.search).get("client") === "apollo" ? import("./with-apollo.js") : import("./with-urql.js");
const { run, watch } = await library;

const show = (id, text) => (document.getElementById(id).textContent = text);
const ME = "query { me { id username avatar { url } } }";
const STATUS = "subscription ($id: ID!) { submissionStatus(submissionId: $id) { status verdict testsFinished testsTotal } }";

async function whoAmI() {
  const { me } = await run(ME, {});
  show("user", me?.username ?? "nobody");
  return me;
}

function watchSubmission(id) {
  const add = ({ submissionStatus: { status, verdict, testsFinished, testsTotal } }) => {
    const item = document.createElement("li");
    item.textContent = [status, verdict ?? "-", testsFinished, testsTotal].join(" ");
    document.getElementById("progress").append(item);
  };
  watch(STATUS, { id }, add, (error) => show("failure", error.message));
}

const ACTIONS = {
  register: ({ email, username, password }) => register({ email, username, password }).then(whoAmI),
  signIn: ({ email, password }) => signIn(email, password).then(whoAmI),
  signOut: () => signOut().then(whoAmI),
  whoAmI,
  async uploadAvatar() {
    const [file] = document.getElementById("file").files;
    const { id, status } = await uploadFile(run, file, "AVATAR");
    await run("mutation ($input: SetAvatarInput!) { setAvatar(input: $input) { user { id } } }", { input: { fileId: id } });
    document.getElementById("avatar").src = (await whoAmI()).avatar.url;
    show("upload", status);
  },
  async submit({ slug, language, source }) {
    const { problem } = await run("query ($slug: String!) { problem(slug: $slug) { id } }", { slug });
    const input = { problemId: problem.id, language, source };
    const { submitCode } = await run("mutation ($input: SubmitCodeInput!) { submitCode(input: $input) { submission { id } } }", { input });
    sessionStorage.setItem("submission", submitCode.submission.id);
    watchSubmission(submitCode.submission.id);
  },
};

/** Called by the test, as the buttons of a page would. */
self.act = async (name, input) => void (await ACTIONS[name](input));

await refresh();
await whoAmI();
const watched = sessionStorage.getItem("submission");
if (watched) watchSubmission(watched);
show("state", "ready");
