#include "transport/gateway/socket_docs.hpp"

#include "events/records.hpp"
#include "events/schema.hpp"
#include "transport/gateway/call_frames.hpp"
#include "transport/gateway/client_frames.hpp"
#include "transport/websocket/close_codes.hpp"

#include <set>

namespace switchboard {

namespace {

/// One kind of frame, as a table shows it.
struct frame_doc {
  std::string_view type;
  std::string_view doc;
  schema::document payload;
};

/// Frames may say more than is documented: clients must let unknown fields pass.
template <class Frame>
frame_doc doc_of() {
  schema::document payload;
  if constexpr (std::derived_from<Frame, asks::signal>)
    payload = schema::of(std::type_identity<asks::signal>{});
  else if constexpr (std::derived_from<Frame, says::signal>)
    payload = schema::of(std::type_identity<says::signal>{});
  else if constexpr (std::derived_from<Frame, projections::overview>)
    payload = schema::of(std::type_identity<projections::overview>{});
  else
    payload = schema::of(std::type_identity<Frame>{});
  payload.erase("additionalProperties");
  return {Frame::type, Frame::doc, std::move(payload)};
}

template <class Frames>
std::vector<frame_doc> docs_of() {
  std::vector<frame_doc> all;
  for_each_alternative(std::type_identity<Frames>{}, [&]<class Frame>(std::type_identity<Frame>) {
    all.push_back(doc_of<Frame>());
  });
  return all;
}

/// What every frame of a direction has besides its own fields.
void add_common(schema::document& payload, const frame_doc& frame, bool is_from_client) {
  auto& properties = payload["properties"];
  properties["type"] = {{"const", frame.type}};
  if (is_from_client)
    properties["id"] = {{"description", "Chosen by the client; its answer names it in `re`."},
                        {"type", {"string", "integer"}}};
  else {
    properties["stream"] = {{"description", "The stream of the event that this stems from."},
                            {"type", "string"}};
    properties["seq"] = {{"description", "The number of that event."}, {"type", "integer"}};
  }
  payload["required"].push_back("type");
}

void add_messages(schema::document& document, const std::vector<frame_doc>& frames,
                  const std::string& prefix, const std::string& action) {
  const bool is_from_client = action == "receive";
  schema::document operation;
  operation["action"] = action;
  operation["channel"]["$ref"] = "#/channels/socket";
  for (const auto& frame : frames) {
    const auto name = prefix + "_" + std::string{frame.type};
    auto payload = frame.payload;
    add_common(payload, frame, is_from_client);
    document["components"]["messages"][name] = {
        {"name", frame.type}, {"summary", frame.doc}, {"payload", std::move(payload)}};
    document["channels"]["socket"]["messages"][name]["$ref"] = "#/components/messages/" + name;
    schema::document reference;
    reference["$ref"] = "#/channels/socket/messages/" + name;
    operation["messages"].push_back(std::move(reference));
  }
  document["operations"][prefix] = std::move(operation);
}

std::string fields_of(const frame_doc& frame) {
  if (!frame.payload.contains("properties")) return {};
  std::set<std::string> required;
  if (frame.payload.contains("required"))
    for (const auto& each : frame.payload["required"])
      required.insert(each.get<std::string>());
  std::string text;
  for (const auto& [name, unused] : frame.payload["properties"].items()) {
    if (!text.empty()) text += ", ";
    text += "`" + name + (required.contains(name) ? "`" : "?`");
  }
  return text;
}

std::string table_of(const std::vector<frame_doc>& frames) {
  std::string text = "| type | fields | |\n| --- | --- | --- |\n";
  for (const auto& each : frames)
    text += "| `" + std::string{each.type} + "` | " + fields_of(each) + " | "
            + std::string{each.doc} + " |\n";
  return text;
}

std::string table_of_close_codes() {
  std::string text = "| code | name | come back? | |\n| --- | --- | --- | --- |\n";
  for (const auto& each : websocket::close_codes())
    text += "| " + std::to_string(static_cast<int>(each.code)) + " | `" + std::string{each.name}
            + "` | " + (each.should_reconnect ? "yes" : "no") + " | " + std::string{each.doc}
            + " |\n";
  return text;
}

} // namespace

std::string asyncapi_json() {
  schema::document document;
  document["asyncapi"] = "3.0.0";
  document["info"] = {{"title", "switchboard"},
                      {"version", "1"},
                      {"description", "Frames of the WebSocket, one JSON object each."}};
  document["channels"]["socket"]["address"] = "/ws";
  document["channels"]["socket"]["description"] =
      "`/ws/call/{id}` is the same, bound to a call, a room or a queue's side.";
  add_messages(document, docs_of<asks::frame>(), "client", "receive");
  add_messages(document, docs_of<says::frame>(), "server", "send");
  return document.dump(2) + '\n';
}

std::string socket_tables() {
  return "# Frames and close codes\n\nMade from the code. How they play together is in "
         "[websocket.md](websocket.md).\n\n## What a client may say\n\nEach frame may carry an "
         "`id`, which its answer names in `re`. A `?` marks what may be left out.\n\n"
         + table_of(docs_of<asks::frame>())
         + "\n## What the server says\n\nWhat stems from the log carries `stream` and `seq` "
           "too.\n\n"
         + table_of(docs_of<says::frame>()) + "\n## Close codes\n\n" + table_of_close_codes();
}

} // namespace switchboard
