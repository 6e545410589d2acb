#include "transport/gateway/frame_reader.hpp"

#include "events/records.hpp"

#include <string>
#include <unordered_map>

namespace switchboard {

namespace {

using reader = asks::frame (*)(const json::value&);

template <class Frame>
asks::frame read_as_frame(const json::value& document) {
  Frame frame;
  if constexpr (std::derived_from<Frame, asks::signal>)
    json::read(document, static_cast<asks::signal&>(frame), std::string{Frame::type},
               json::unknown_fields::ignored);
  else
    json::read(document, frame, std::string{Frame::type}, json::unknown_fields::ignored);
  return frame;
}

const std::unordered_map<std::string_view, reader>& readers() {
  static const auto table = [] {
    std::unordered_map<std::string_view, reader> made;
    for_each_alternative(std::type_identity<asks::frame>{},
                         [&]<class Frame>(std::type_identity<Frame>) {
                           made.emplace(Frame::type, &read_as_frame<Frame>);
                         });
    return made;
  }();
  return table;
}

says::error refuse(says::frame_reference re, std::string code, std::string message) {
  return {std::move(re), std::move(code), std::move(message)};
}

constexpr std::size_t max_id_bytes = 128;

/// A string or an integer; anything else names nothing.
std::optional<json_text> read_id(const json::value& document) {
  const auto found = document.find("id");
  if (found == document.end() || found->is_null()) return std::nullopt;
  if (!found->is_string() && !found->is_number_integer())
    throw json::error{"id: a string or an integer is expected"};
  auto text = found->dump();
  if (text.size() > max_id_bytes)
    throw json::error{"id: may have at most " + std::to_string(max_id_bytes) + " bytes"};
  return json_text{std::move(text)};
}

std::variant<read_frame, says::error> read_document(json::value document) {
  says::frame_reference id;
  try {
    id = read_id(document);
    const auto type = document.find("type");
    if (type == document.end() || !type->is_string())
      return refuse(id, "bad_frame", "type: a string is expected");
    const auto found = readers().find(type->get_ref<const std::string&>());
    if (found == readers().end())
      return refuse(id, "unknown_type", "There is no frame of this type.");
    auto body = found->second(document);
    return read_frame{std::move(body), std::move(id), std::move(document)};
  } catch (const json::error& wrong) {
    return refuse(std::move(id), "bad_frame", wrong.what());
  }
}

} // namespace

std::variant<read_frame, says::error> read_client_frame(std::string_view text) {
  try {
    auto document = json::parse(text);
    if (!document.is_object()) return refuse({}, "bad_frame", "A frame is a JSON object.");
    return read_document(std::move(document));
  } catch (const json::error& wrong) {
    return refuse({}, "bad_json", wrong.what());
  }
}

} // namespace switchboard
