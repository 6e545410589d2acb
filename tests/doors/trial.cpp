#include "tests/doors/trial.hpp"

#include "events/codec.hpp"
#include "tests/doors/readings.hpp"
#include "transport/api/chat_bodies.hpp"
#include "transport/api/room_bodies.hpp"
#include "transport/http/json_body.hpp"

#include <future>

namespace switchboard::testing {

namespace {

constexpr std::size_t people_in_house = 2;

void ignore_report(const std::string&) {}

} // namespace

trial::trial() : house_{people_in_house}, call_{house_.make_call()} {}

std::string trial::say(std::string_view frame) {
  const auto& socket = house_.socket_of(0);
  const auto before = socket.frames();
  house_.say(0, frame);
  if (socket.frames() == before) return {};
  return std::string{socket.last().substr(socket.last().find('{'))};
}

std::string trial::post_message(std::string_view body) {
  auto read = http::read_body<api::post_message_body>(body);
  if (const auto* wrong = std::get_if<http::problem>(&read)) return wrong->detail;
  auto& wanted = std::get<0>(read);
  const user_id first{bench::house::name_of(0)};
  const auto room = direct_room(first, {bench::house::name_of(1)});
  house_.ask(0, stream_of(room),
             room::command{room::post_message{first, wanted.content, wanted.extra_data}});
  return {};
}

std::string trial::create_group(std::string_view body) {
  auto read = http::read_body<api::create_group_body>(body);
  if (const auto* wrong = std::get_if<http::problem>(&read)) return wrong->detail;
  auto& wanted = std::get<0>(read);
  house_.ask(0, stream_of(group_room("g" + std::to_string(events()))),
             room::command{room::create_group{
                 {bench::house::name_of(0)}, wanted.name.value_or(""), std::move(wanted.members)}});
  return {};
}

void trial::store() {
  embedded_log on_disk{folder_.data(), ignore_report};
  for (const auto& each : log().read_all(stored_ + 1, events() - stored_)) {
    std::promise<append_result> told;
    on_disk.append({each.entry},
                   [&](append_result verdict) { told.set_value(std::move(verdict)); });
    if (!std::holds_alternative<append_accepted>(told.get_future().get()))
      throw std::runtime_error{"the log on the disk does not take " + encode(each.entry)};
    ++stored_;
  }
}

std::optional<std::string> trial::fault() {
  try {
    store();
    embedded_log again{folder_.data(), ignore_report};
    if (again.head() != events()) return "the log on the disk has lost something";
    for (const auto& each : log().read_all(1, events())) {
      const auto found = again.read_all(each.position, 1);
      if (found.empty() || encode(found.front().entry) != encode(each.entry))
        return "the log on the disk says something else than " + encode(each.entry);
    }
    return fault_in(again, folder_.path());
  } catch (const std::exception& wrong) {
    return wrong.what();
  }
}

} // namespace switchboard::testing
