#include "transport/gateway/resume_point.hpp"

#include "events/json.hpp"

namespace switchboard {

namespace {

constexpr std::size_t max_streams = 10'000;

void read_streams(const json::value& from, resume_point& into) {
  if (!from.is_object()) json::fail("resume.streams", "an object");
  if (from.size() > max_streams) json::fail("resume.streams", "fewer streams");
  for (const auto& [name, seq] : from.items()) {
    const auto stream = parse_stream_id(name);
    if (!stream) json::fail("resume." + name, "a stream such as user/ID or room/ID");
    json::read(seq, into.streams[*stream], "resume." + name, json::source::ours);
  }
}

resume_point read_point(json::value document) {
  if (!document.is_object()) json::fail("resume", "an object");
  resume_point point;
  if (const auto id = document.find("connection_id"); id != document.end()) {
    json::read(*id, point.connection_id, "resume.connection_id", json::source::ours);
    document.erase(id);
  }
  const auto streams = document.find("streams");
  read_streams(streams == document.end() ? document : *streams, point);
  return point;
}

} // namespace

std::variant<resume_point, std::string> parse_resume_point(std::string_view text) {
  try {
    return read_point(json::parse(text));
  } catch (const json::error& wrong) {
    return std::string{wrong.what()};
  }
}

} // namespace switchboard
