#include "transport/gateway/frame_reader.hpp"

#include "events/quick_document.hpp"
#include "events/records.hpp"
#include "transport/gateway/json_cursor.hpp"

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
    json::read(document, static_cast<asks::signal&>(frame), Frame::type, json::source::client);
  else
    json::read(document, frame, Frame::type, json::source::client);
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
says::frame_reference reference_in(const quick_value& id) {
  if (quick::is_null(id)) return std::nullopt;
  if (!quick::text(id) && !quick::integer(id) && !quick::natural(id))
    throw json::error{"id: a string or an integer is expected"};
  auto text = quick::compact(id);
  if (text.size() > max_id_bytes)
    throw json::error{"id: may have at most " + std::to_string(max_id_bytes) + " bytes"};
  return json_text{std::move(text)};
}

std::variant<read_frame, says::error> read_document(const quick_value& document) {
  json::object_reader<quick_value> frame{document, "frame"};
  says::frame_reference id;
  try {
    if (const auto* const given = frame.find("id", true)) id = reference_in(*given);
    const auto* const type = frame.find("type", true);
    const auto word = type ? quick::text(*type) : std::nullopt;
    if (!word) return refuse(id, "bad_frame", "type: a string is expected");
    const auto found = readers().find(*word);
    if (found == readers().end())
      return refuse(id, "unknown_type", "There is no frame of this type.");
    frame.refuse_repeated();
    return read_frame{found->second(document), std::move(id)};
  } catch (const json::error& wrong) {
    return refuse(std::move(id), "bad_frame", wrong.what());
  }
}

} // namespace

says::frame_reference find_frame_id(std::string_view text) {
  json_cursor cursor{text, json::max_nesting};
  if (!cursor.take('{')) return std::nullopt;
  do {
    const auto name = cursor.take_value();
    const auto named = name && cursor.take(':') ? cursor.take_value() : std::nullopt;
    if (!named) return std::nullopt;
    if (*name != R"("id")") continue;
    try {
      return reference_in(json::parse_quickly(*named));
    } catch (const json::error&) {
      return std::nullopt;
    }
  } while (cursor.take(','));
  return std::nullopt;
}

std::variant<read_frame, says::error> read_client_frame(std::string_view text) {
  try {
    const auto document = json::parse_from_client(text);
    if (!document.is_object()) return refuse({}, "bad_frame", "A frame is a JSON object.");
    return read_document(document);
  } catch (const json::error& wrong) {
    return refuse(find_frame_id(text), "bad_json", wrong.what());
  }
}

} // namespace switchboard
