#pragma once

#include "actors/rules/decision.hpp"
#include "actors/rules/reaction.hpp"
#include "events/codec.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace switchboard::testing {

/// Given these events, when this command comes, then those events follow: one entity's life, told
/// step by step. Time stands still unless `after` moves it.
template <class Rules>
class scenario {
public:
  using event = typename Rules::event;

  explicit scenario(stream_id of) : stream_{std::move(of)} { state_.id.value = stream_.key; }

  switchboard::policy policy;

  timestamp now() const { return now_; }
  const typename Rules::state& state() const { return state_; }
  std::uint64_t seq() const { return seq_; }
  const std::vector<envelope>& history() const { return history_; }

  scenario& after(std::int64_t duration_ms) {
    now_ = now_ + duration_ms;
    return *this;
  }

  scenario& given(std::vector<event> events) {
    for (auto& each : events)
      happen(std::move(each));
    return *this;
  }

  scenario& when(const typename Rules::command& asked) {
    outcome_ = Rules::decide(state_, asked, {now_, seq_, policy});
    first_new_ = history_.size();
    if (auto* events = std::get_if<0>(&outcome_))
      for (auto& each : *events)
        happen(std::move(each));
    return *this;
  }

  /// Lets time pass up to the entity's own deadline, and tells it so.
  scenario& when_due() {
    const auto due = Rules::deadline(state_);
    REQUIRE(due.has_value());
    if (*due > now_) now_ = *due;
    return when(tick{});
  }

  scenario& then(std::vector<event> expected) {
    if (const auto* refused = std::get_if<rejection>(&outcome_)) FAIL_CHECK(text_of(*refused));
    std::vector<std::string> got;
    std::vector<std::string> wanted;
    for (auto i = first_new_; i < history_.size(); ++i)
      got.push_back(text_of(history_[i].body));
    for (auto& each : expected)
      wanted.push_back(text_of(switchboard::event{std::move(each)}));
    CHECK(joined(got) == joined(wanted));
    return *this;
  }

  scenario& then_nothing() { return then({}); }

  scenario& then_rejected(reject_code code) {
    const auto* refused = std::get_if<rejection>(&outcome_);
    REQUIRE_MESSAGE(refused != nullptr, "was accepted");
    CHECK_MESSAGE(refused->code == code, text_of(*refused));
    CHECK_FALSE(refused->message.empty());
    return *this;
  }

  /// What the events of the last step ask of other entities.
  reactions reactions_of_last() const {
    reactions all;
    for (auto i = first_new_; i < history_.size(); ++i)
      for (auto& each : Rules::react(history_[i]))
        all.push_back(std::move(each));
    return all;
  }

private:
  static std::string text_of(const switchboard::event& body) {
    return std::string{type_of(body)} + ' ' + encode_data(body);
  }
  static std::string text_of(const rejection& refused) {
    return std::string{boost::describe::enum_to_string(refused.code, "?")} + ": " + refused.message;
  }
  static std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& each : lines)
      all += '\n' + each;
    return all;
  }

  void happen(event body) {
    history_.push_back({{}, stream_, ++seq_, now_, "", "", "", "", std::move(body)});
    Rules::evolve(state_, history_.back());
  }

  stream_id stream_;
  typename Rules::state state_;
  timestamp now_{1'700'000'000'000};
  std::uint64_t seq_ = 0;
  std::vector<envelope> history_;
  std::size_t first_new_ = 0;
  decision<event> outcome_;
};

} // namespace switchboard::testing
