#include "transport/gateway/socket_docs.hpp"

#include "events/id_shape.hpp"
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

/// Frames about a queue's call name it by the id of the side that they go to or come from. People
/// whose ids are numbers elsewhere say them as numbers.
void take_all_ids(schema::document& schema, bool is_from_client) {
  if (!schema.is_structured()) return;
  static const auto user = shape_of(std::type_identity<user_id>{}).pattern;
  static const auto call = shape_of(std::type_identity<call_id>{}).pattern;
  static const auto side = shape_of(std::type_identity<side_key>{}).pattern;
  if (schema.is_object() && schema.contains("pattern")) {
    if (schema["pattern"] == call) schema["pattern"] = call + '|' + side;
    if (schema["pattern"] == user && is_from_client) schema["type"] = {"string", "integer"};
  }
  for (auto& each : schema)
    take_all_ids(each, is_from_client);
}

/// What every frame of a direction has besides its own fields.
void add_common(schema::document& payload, const frame_doc& frame, bool is_from_client) {
  take_all_ids(payload, is_from_client);
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

/// Both channels carry the same frames.
schema::document operation_on(const std::string& channel, const std::string& action,
                              const std::vector<std::string>& messages) {
  schema::document operation{
      {"action", action},
      {"description", action == "receive" ? "What a client may say." : "What the server says."}};
  operation["channel"]["$ref"] = "#/channels/" + channel;
  for (const auto& each : messages) {
    schema::document reference;
    reference["$ref"] = "#/channels/" + channel + "/messages/" + each;
    operation["messages"].push_back(std::move(reference));
  }
  return operation;
}

void add_messages(schema::document& document, const std::vector<frame_doc>& frames,
                  const std::string& prefix, const std::string& action) {
  const bool is_from_client = action == "receive";
  std::vector<std::string> names;
  for (const auto& frame : frames) {
    const auto name = prefix + "_" + std::string{frame.type};
    auto payload = frame.payload;
    add_common(payload, frame, is_from_client);
    document["components"]["messages"][name] = {
        {"name", frame.type}, {"summary", frame.doc}, {"payload", std::move(payload)}};
    for (const auto* channel : {"socket", "call_socket"})
      document["channels"][channel]["messages"][name]["$ref"] = "#/components/messages/" + name;
    names.push_back(name);
  }
  for (const std::string channel : {"socket", "call_socket"})
    document["operations"][prefix + "_on_" + channel] = operation_on(channel, action, names);
}

/// Where sockets open, and with what.
void add_servers(schema::document& document) {
  document["servers"]["here"] = {{"host", "127.0.0.1:8000"},
                                 {"protocol", "ws"},
                                 {"description", "A server as it starts without settings."}};
  for (const auto* scheme : {"bearer", "ticket"}) {
    schema::document reference;
    reference["$ref"] = std::string{"#/components/securitySchemes/"} + scheme;
    document["servers"]["here"]["security"].push_back(std::move(reference));
  }
  document["components"]["securitySchemes"]["bearer"] = {{"type", "http"}, {"scheme", "bearer"}};
  document["components"]["securitySchemes"]["ticket"] = {
      {"type", "httpApiKey"},
      {"name", "ticket"},
      {"in", "query"},
      {"description", "Of `POST /api/v1/auth/ticket`; good once."}};
}

void add_channels(schema::document& document) {
  document["channels"]["socket"] = {{"address", "/ws"},
                                    {"description", "Everything that concerns one person."}};
  document["channels"]["call_socket"] = {
      {"address", "/ws/call/{id}"},
      {"description", "The same, bound to a call, a room or a queue's side. A side's id is all "
                      "that its socket needs."},
      {"parameters", {{"id", {{"description", "Of the call, the room or the side."}}}}}};
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
                      {"description", "Frames of the WebSocket, one JSON object each."},
                      {"contact", {{"name", "The switchboard project"}}},
                      {"license", {{"name", "Apache-2.0"}}},
                      {"tags", {{{"name", "socket"}}}}};
  add_servers(document);
  add_channels(document);
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
