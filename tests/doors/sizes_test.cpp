#include "config/sections/calls.hpp"
#include "events/codec.hpp"
#include "events/log/kafka/topic.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace switchboard {

namespace {

/// What goes with a record beside its value: its key and its headers.
constexpr std::size_t bytes_beside = 4 * 1024;

std::size_t most_allowed(std::string_view name) {
  double most = 0;
  std::apply(
      [&](const auto&... each) { ((most = each.name == name ? each.values.most : most), ...); },
      config::call_settings::fields());
  return static_cast<std::size_t>(most);
}

std::size_t record_bytes(room::event body) {
  const std::string long_id(128, '\x01');
  const std::string name(64, 'x');
  return encode({{},
                 stream_of(room_id{"group~" + name}),
                 1,
                 {},
                 long_id,
                 long_id,
                 long_id,
                 "user/" + name,
                 std::move(body)})
      .size();
}

} // namespace

TEST_CASE("the largest records that the settings allow fit into Kafka's") {
  const auto most = most_allowed("max_content_bytes");
  REQUIRE(most > 0);
  room::message_posted posted;
  posted.content = std::string(most, '\x01');
  posted.extra_data.text = '"' + std::string(most - 2, 'x') + '"';
  CHECK(record_bytes(posted) + bytes_beside <= kafka::max_record_bytes);

  room::created made;
  made.members.assign(most_allowed("max_members"), {std::string(64, 'x')});
  CHECK(record_bytes(made) + bytes_beside <= kafka::max_record_bytes);
}

} // namespace switchboard
