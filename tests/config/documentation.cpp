#include "actors/rules/policy.hpp"
#include "config/settings.hpp"
#include "config/value.hpp"
#include "events/queue.hpp"

#include <boost/pfr/tuple_size.hpp>
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <set>

namespace switchboard::config {

namespace {

template <class Section>
constexpr bool names_all_members =
    boost::pfr::tuple_size_v<Section> == std::tuple_size_v<decltype(Section::fields())>;

} // namespace

static_assert(names_all_members<server_settings>);
static_assert(names_all_members<limit_settings>);
static_assert(names_all_members<deadline_settings>);
static_assert(names_all_members<call_settings>);
static_assert(names_all_members<queue_settings>);
static_assert(names_all_members<account_settings>);
static_assert(names_all_members<ice_settings>);
static_assert(names_all_members<mail_settings>);
static_assert(names_all_members<event_settings>);
static_assert(names_all_members<logging_settings>);

TEST_CASE("docs/configuration.md is what the definitions say") {
  std::ifstream file{SOURCE_DIR "/docs/configuration.md"};
  const std::string page{std::istreambuf_iterator<char>{file}, {}};
  CHECK_MESSAGE(page == settings_markdown(),
                "docs/configuration.md is stale: scripts/docs makes it anew");
}

TEST_CASE("every setting has a name, a variable and a sentence of its own") {
  settings target;
  std::set<std::string> names;
  std::set<std::string> variables;
  for (const auto& each : entries_of(target)) {
    CAPTURE(each.name());
    CHECK(names.insert(each.name()).second);
    CHECK(variables.insert(each.variable()).second);
    CHECK(each.doc.ends_with('.'));
  }
}

TEST_CASE("every default is allowed, and every number has a range") {
  settings target;
  for (const auto& each : entries_of(target)) {
    CAPTURE(each.name());
    if (const auto* number = std::get_if<std::int64_t*>(&each.target)) {
      CHECK(each.values.has_range());
      CHECK_FALSE(assign(each, **number).has_value());
    }
    if (const auto* number = std::get_if<double*>(&each.target)) {
      CHECK(each.values.has_range());
      CHECK_FALSE(assign(each, **number).has_value());
    }
    if (const auto* text = std::get_if<std::string*>(&each.target))
      CHECK_FALSE(assign(each, **text).has_value());
  }
}

TEST_CASE("the defaults of calls and queues are those of the rules") {
  const call_settings calls;
  const policy rules;
  CHECK(calls.ring_timeout_ms == rules.ring_timeout_ms);
  CHECK(calls.reconnect_grace_ms == rules.reconnect_grace_ms);
  CHECK(static_cast<std::size_t>(calls.max_members) == rules.max_members);
  CHECK(static_cast<std::size_t>(calls.max_participants) == rules.max_participants);
  CHECK(static_cast<std::size_t>(calls.max_devices) == rules.max_devices);
  CHECK(static_cast<std::size_t>(calls.max_content_bytes) == rules.max_content_bytes);
  CHECK(calls.risk_threshold == rules.risk_threshold);
  CHECK(calls.risk_min_confidence == rules.risk_min_confidence);

  const queue_settings queues;
  const queue::settings in_rules;
  CHECK(queues.strategy == boost::describe::enum_to_string(in_rules.strategy, ""));
  CHECK(queues.answer_mode == boost::describe::enum_to_string(in_rules.answer_mode, ""));
  CHECK(queues.offer_timeout_ms == in_rules.offer_timeout_ms);
  CHECK(queues.unanswered_offers_until_pause == in_rules.unanswered_offers_until_pause);
  CHECK(queues.reject_delay_ms == in_rules.reject_delay_ms);
  CHECK(queues.no_answer_delay_ms == in_rules.no_answer_delay_ms);
  CHECK(queues.wrap_up_ms == in_rules.wrap_up_ms);
  CHECK(queues.grace_ms == in_rules.grace_ms);
  CHECK(queues.service_level_ms == in_rules.service_level_ms);
  CHECK(queues.tier_step_ms == in_rules.tier_step_ms);
}

TEST_CASE("every word of a queue's settings is one that the rules know") {
  settings target;
  const auto entries = entries_of(target);
  const auto words_of = [&](const std::string& name) {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const entry& each) { return each.name() == name; });
    REQUIRE(found != entries.end());
    return found->values.words;
  };
  for (const auto word : words_of("queues.strategy")) {
    queue_strategy known{};
    const bool is_known =
        word.empty() || boost::describe::enum_from_string(std::string{word}.c_str(), known);
    CHECK_MESSAGE(is_known, word);
  }
  for (const auto word : words_of("queues.answer_mode")) {
    answer_mode known{};
    const bool is_known =
        word.empty() || boost::describe::enum_from_string(std::string{word}.c_str(), known);
    CHECK_MESSAGE(is_known, word);
  }
}

} // namespace switchboard::config
