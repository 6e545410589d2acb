#include "transport/people_log/event_narrator.hpp"

#include "events/json.hpp"
#include "threads/guard.hpp"

#include <type_traits>

namespace switchboard {

namespace {

template <class T>
constexpr bool is_id = false;
template <class Kind>
constexpr bool is_id<identifier<Kind>> = true;

/// Adds the ids and words of a record.
struct teller {
  people_log::fields& into;

  template <class Record>
  void operator()(const Record& record) const {
    for_each_field<Record>([&](const auto& each) { tell(each.name, record.*each.member); });
  }

  template <class T>
  void tell(std::string_view name, const T& member) const {
    if constexpr (is_id<T>) {
      into.emplace_back(name, member.value);
    } else if constexpr (std::is_enum_v<T>) {
      into.emplace_back(name, boost::describe::enum_to_string(member, ""));
    } else if constexpr (json::is_optional<T>) {
      if (member) tell(name, *member);
    }
  }
};

/// What comes so often, and says so little, that it would hide the rest.
template <class Record>
constexpr bool is_noise =
    std::is_same_v<
        Record,
        queue::
            side_touched> || std::is_same_v<Record, room::quality_reported> || std::is_same_v<Record, room::transcript_added>;

log_level level_of(const event& body) {
  return std::visit(
      [](const auto& of_kind) {
        return std::visit(
            []<class Record>(const Record&) {
              return is_noise<Record> ? log_level::debug : log_level::info;
            },
            of_kind);
      },
      body);
}

void tell_of(people_log& people, const envelope& happened) {
  const auto level = level_of(happened.body);
  if (people.is_on(level)) people.write(level, type_of(happened.body), told_of(happened));
}

} // namespace

people_log::fields told_of(const envelope& happened) {
  people_log::fields about{{"stream", to_string(happened.stream)},
                           {"seq", std::to_string(happened.seq)},
                           {"actor", happened.actor},
                           {"command", happened.command_id},
                           {"chain", happened.correlation_id}};
  std::visit([&](const auto& of_kind) { std::visit(teller{about}, of_kind); }, happened.body);
  return about;
}

event_narrator::event_narrator(event_log& log, people_log& people) : people_{people} {
  if (!people.is_on(log_level::info)) return; // There would be nothing to tell.
  following_ = log.follow(log.head() + 1, [this](const accepted_batch& batch) {
    for (const auto& each : *batch)
      threads::guarded(threads::failure_kind::follower, "narrator",
                       [&] { tell_of(people_, each.entry); });
  });
}

} // namespace switchboard
