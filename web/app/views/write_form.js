import { element, fill, iconButton } from "../dom.js";
import { say } from "../language/language.js";

/**
 * A line to write in, whose text stays until the server has it. A message that is to be changed is
 * changed in it as well; what stood in it before comes back after that.
 *
 * @param {object} acts
 * @param {(content: string) => Promise<void>} acts.send
 * @param {(messageId: string, content: string) => Promise<void>} acts.edit
 * @param {(action: () => Promise<true>) => Promise<true | undefined>} acts.attempt
 */
export function writeForm({ send, edit, attempt }) {
  const input = element("textarea", {
    name: "content",
    rows: 1,
    "aria-label": say("chat.write"),
    placeholder: say("chat.write"),
    maxlength: 8_000,
  });
  const note = element("p.edit-note.hint", { role: "status" });
  /** @type {{id: string, draft: string} | undefined} */
  let edited;

  const begin = ({ id, content }) => {
    edited = { id, draft: edited?.draft ?? input.value };
    input.value = content;
    const cancel = element("button", { type: "button", onclick: end }, say("chat.edit_cancel"));
    fill(note, say("chat.editing"), " ", cancel);
    input.focus();
  };
  const end = () => {
    input.value = edited.draft;
    edited = undefined;
    fill(note);
  };
  const submit = async () => {
    const content = input.value.trim();
    if (content === "") return;
    if (edited) {
      const { id } = edited;
      const isEdited = await attempt(() => edit(id, content).then(() => true));
      if (isEdited && edited?.id === id) end();
      return;
    }
    input.value = "";
    const isSent = await attempt(() => send(content).then(() => true));
    if (!isSent) input.value = content;
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && edited) end();
    // While a word is being composed, Enter chooses it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  const onsubmit = (event) => {
    event.preventDefault();
    void submit();
  };
  const button = iconButton("send", say("chat.send"), { type: "submit", class: "primary" });
  return { element: element("form.write", { onsubmit }, note, input, button), edit: begin };
}
