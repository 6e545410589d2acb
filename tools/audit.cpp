#include "tools/audit.hpp"

#include "tools/audit/broken.hpp"
#include "tools/audit/call_audit.hpp"
#include "tools/audit/log_audit.hpp"
#include "tools/audit/queue_audit.hpp"
#include "tools/audit/user_audit.hpp"
#include "tools/call/story.hpp"
#include "tools/causes.hpp"
#include "tools/event_line.hpp"
#include "tools/phrases.hpp"
#include "tools/reading.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace switchboard::tools {

namespace {

constexpr std::size_t violations_told = 100;

/// All audits at once, which go on after a violation.
class auditor {
public:
  auditor(const event_log& log, audit::extent seen) : log_{log}, records_{seen} {}

  void see(const recorded& event) {
    ++report_.events;
    last_ = std::max(last_, event.entry.time);
    check(event, [&] { records_.see(event); });
    switch (event.entry.stream.kind) {
    case entity_kind::user:
      return check(event, [&] { users_.see(event.entry); });
    case entity_kind::room:
      return check(event, [&] { calls_.see(event.entry); });
    case entity_kind::queue:
      return check(event, [&] { queues_.see(event.entry); });
    }
  }

  /// What shows only at the end: events without a cause, and what was due by then and did not
  /// happen.
  audit_report finish() {
    for (const auto& [event, rule] : records_.uncaused())
      add({rule, {event}});
    for (auto& each : calls_.overdue(last_))
      add({std::move(each), {}});
    return std::move(report_);
  }

private:
  template <class Check>
  void check(const recorded& event, Check holds) {
    try {
      holds();
    } catch (const audit::broken& rule) {
      add({rule.what(), report_.first.size() < violations_told ? chain_to(log_, event)
                                                               : std::vector<recorded>{}});
    }
  }

  void add(violation found) {
    ++report_.violations;
    if (report_.first.size() < violations_told) report_.first.push_back(std::move(found));
  }

  const event_log& log_;
  audit_report report_;
  audit::log_audit records_;
  audit::user_audit users_;
  audit::call_audit calls_;
  audit::queue_audit queues_;
  timestamp last_;
};

/// The streams of a call's room and people, each from its beginning to the end of the call.
std::vector<recorded> events_around(const event_log& log, const call_story& story) {
  std::vector<recorded> all;
  const auto end = story.ended_at();
  const auto last_of_room = story.events.back().position;
  const auto add = [&](const stream_id& stream) {
    for_each_event_of(log, stream, 1, [&](recorded&& each) {
      if (end && each.entry.time > *end) return false;
      if (stream.kind == entity_kind::room && end && each.position > last_of_room) return false;
      all.push_back(std::move(each));
      return true;
    });
  };
  add(stream_of(story.room));
  for (const auto& [id, person] : story.people)
    add(stream_of(id));
  std::ranges::sort(all, {}, &recorded::position);
  return all;
}

} // namespace

audit_report audit_log(const event_log& log) {
  // From Kafka a cause may come after its consequence, and a copy of that log is the same.
  auditor all{log, audit::extent::whole_streams};
  for_each_event(log, 1, [&](const recorded& each) {
    all.see(each);
    return true;
  });
  return all.finish();
}

audit_report audit_call(const event_log& log, const call_id& call) {
  const auto story = tell_call(log, call);
  auditor some{log, audit::extent::some_streams};
  for (const auto& each : events_around(log, story))
    some.see(each);
  return some.finish();
}

std::string to_text(const audit_report& report, const paint& colours) {
  std::string text;
  for (const auto& each : report.first) {
    text += colours.red(each.rule) + '\n';
    for (const auto& event : each.events)
      text += "    " + event_line(event, colours) + '\n';
  }
  if (report.violations > report.first.size())
    text += "and " + std::to_string(report.violations - report.first.size()) + " more\n";
  for (const auto& each : report.skipped)
    text += "skipped " + each + '\n';
  auto read = count_words(report.events, "event") + " read";
  if (!report.skipped.empty())
    read += ", " + count_words(report.skipped.size(), "foreign record") + " skipped";
  if (report.is_well()) return text + colours.green("well: " + read + ", every rule holds") + '\n';
  return text + colours.red(count_words(report.violations, "violation")) + " in " + read + '\n';
}

std::string to_json(const audit_report& report) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& each : report.first) {
    auto events = nlohmann::ordered_json::array();
    for (const auto& event : each.events)
      events.push_back({{"stream", to_string(event.entry.stream)},
                        {"seq", event.entry.seq},
                        {"id", to_string(event.entry.id)},
                        {"type", type_of(event.entry.body)}});
    list.push_back({{"rule", each.rule}, {"events", std::move(events)}});
  }
  const nlohmann::ordered_json document{{"events", report.events},
                                        {"violations", report.violations},
                                        {"first", std::move(list)},
                                        {"skipped", report.skipped}};
  return document.dump() + '\n';
}

} // namespace switchboard::tools
