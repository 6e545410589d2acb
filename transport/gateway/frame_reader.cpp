#include "transport/gateway/frame_reader.hpp"

#include "events/quick_document.hpp"
#include "events/records.hpp"

#include <string>
#include <unordered_map>

namespace switchboard {

namespace {

using json::quick_value;
using quick = json::access<quick_value>;

using reader = asks::frame (*)(const quick_value&);

template <class Frame>
asks::frame read_as_frame(const quick_value& document) {
  Frame frame;
  if constexpr (std::derived_from<Frame, asks::signal>)
    json::read(document, static_cast<asks::signal&>(frame), Frame::type,
               json::unknown_fields::ignored);
  else
    json::read(document, frame, Frame::type, json::unknown_fields::ignored);
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
std::optional<json_text> read_id(json::object_reader<quick_value>& frame) {
  const auto* const found = frame.find("id", true);
  if (found == nullptr || quick::is_null(*found)) return std::nullopt;
  if (!quick::text(*found) && !quick::integer(*found) && !quick::natural(*found))
    throw json::error{"id: a string or an integer is expected"};
  auto text = quick::compact(*found);
  if (text.size() > max_id_bytes)
    throw json::error{"id: may have at most " + std::to_string(max_id_bytes) + " bytes"};
  return json_text{std::move(text)};
}

std::variant<read_frame, says::error> read_document(const quick_value& document) {
  json::object_reader<quick_value> frame{document, "frame"};
  says::frame_reference id;
  try {
    id = read_id(frame);
    const auto* const type = frame.find("type", true);
    const auto word = type ? quick::text(*type) : std::nullopt;
    if (!word) return refuse(id, "bad_frame", "type: a string is expected");
    const auto found = readers().find(*word);
    if (found == readers().end())
      return refuse(id, "unknown_type", "There is no frame of this type.");
    return read_frame{found->second(document), std::move(id)};
  } catch (const json::error& wrong) {
    return refuse(std::move(id), "bad_frame", wrong.what());
  }
}

} // namespace

std::variant<read_frame, says::error> read_client_frame(std::string_view text) {
  try {
    const auto document = json::parse_quickly(text);
    if (!document.is_object()) return refuse({}, "bad_frame", "A frame is a JSON object.");
    return read_document(document);
  } catch (const json::error& wrong) {
    return refuse({}, "bad_json", wrong.what());
  }
}

} // namespace switchboard
