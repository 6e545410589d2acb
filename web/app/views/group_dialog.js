import { showDialog } from "../dialog.js";
import { element, field, valuesOf } from "../dom.js";
import { say } from "../language/language.js";

/** Asks for a group's name and members, and makes it. */
export function groupDialog(app) {
  const onsubmit = async (event) => {
    event.preventDefault();
    const { name, members } = valuesOf(event.target);
    const ids = members.split(/[\s,，、]+/).filter((id) => id !== "");
    const roomId = await app.attempt(() => app.chats.makeGroup(name, ids));
    if (!roomId) return;
    dialog.close();
    app.go(`/chat/${roomId}`);
  };
  const dialog = showDialog(
    say("chats.new_group"),
    element(
      "form.stack",
      { onsubmit },
      field(say("chats.group_name"), { name: "name", required: true, maxlength: 100 }),
      field(say("chats.group_members"), { name: "members", required: true }),
      element("button.primary", { type: "submit" }, say("chats.make_group")),
    ),
  );
}
