#include "tests/log/log_forms.hpp"
#include "tests/log/log_probe.hpp"
#include "tests/log/sample_events.hpp"

#include <atomic>
#include <thread>

// What every log promises to those who follow it.

namespace switchboard::testing {

TEST_CASE_TEMPLATE("a follower gets the past, then what comes", Form, EVERY_FORM) {
  Form form;
  must_append(form.log, sample_events(one, 1, 3));
  gathering followed;
  const auto subscription = form.log.follow(1, followed.sink());
  REQUIRE(followed.wait_for(3));
  must_append(form.log, sample_events(one, 4, 2));
  REQUIRE(followed.wait_for(5));
  CHECK(followed.positions() == all_from_to(1, 5));
}

TEST_CASE_TEMPLATE("a follower may begin anywhere, also amidst what was appended together", Form,
                   EVERY_FORM) {
  Form form;
  must_append(form.log, sample_events(one, 1, 5));
  gathering from_zero;
  gathering from_the_middle;
  gathering from_the_end;
  gathering from_the_future;
  const auto first = form.log.follow(0, from_zero.sink());
  const auto second = form.log.follow(3, from_the_middle.sink());
  const auto third = form.log.follow(6, from_the_end.sink());
  const auto fourth = form.log.follow(9, from_the_future.sink());
  must_append(form.log, sample_events(one, 6, 5));
  REQUIRE(from_zero.wait_for(10));
  REQUIRE(from_the_middle.wait_for(8));
  REQUIRE(from_the_end.wait_for(5));
  REQUIRE(from_the_future.wait_for(2));
  CHECK(from_zero.positions() == all_from_to(1, 10));
  CHECK(from_the_middle.positions() == all_from_to(3, 10));
  CHECK(from_the_end.positions() == all_from_to(6, 10));
  CHECK(from_the_future.positions() == all_from_to(9, 10));
}

TEST_CASE_TEMPLATE("a follower is given the events themselves", Form, EVERY_FORM) {
  Form form;
  must_append(form.log, sample_events(one, 1));
  std::promise<std::string> past;
  std::promise<std::string> live;
  const auto subscription = form.log.follow(1, [&](const accepted_batch& batch) {
    for (const auto& each : *batch)
      (each.position == 1 ? past : live).set_value(encode(each.entry));
  });
  CHECK(awaited(past.get_future()) == encode(sample_event(one, 1)));
  must_append(form.log, sample_events(one, 2));
  CHECK(awaited(live.get_future()) == encode(sample_event(one, 2)));
}

TEST_CASE_TEMPLATE("followers that come while appends run miss nothing and get nothing twice", Form,
                   EVERY_FORM) {
  Form form;
  constexpr std::uint64_t threads = 4;
  constexpr std::uint64_t appends_of_each = 100;
  constexpr auto total = threads * appends_of_each;
  std::vector<gathering> followed(20);
  std::vector<std::unique_ptr<event_log::subscription>> subscriptions;
  std::vector<std::thread> writing;
  for (std::uint64_t i = 0; i < threads; ++i)
    writing.emplace_back([&, i] {
      for (std::uint64_t seq = 1; seq <= appends_of_each; ++seq)
        must_append(form.log, sample_events(sample_stream(i), seq));
    });
  for (auto& each : followed)
    subscriptions.push_back(form.log.follow(1, each.sink()));
  for (auto& each : writing)
    each.join();
  for (auto& each : followed) {
    REQUIRE(each.wait_for(total));
    CHECK(each.positions() == all_from_to(1, total));
  }
}

TEST_CASE_TEMPLATE("a slow follower delays neither appends nor other followers", Form, EVERY_FORM) {
  Form form;
  // More than any form keeps in memory for those who are behind.
  constexpr std::uint64_t count = 1'000;
  const std::string long_text(20'000, 'x');
  milestone is_stuck;
  milestone may_go_on;
  gathering slow;
  gathering quick;
  const auto slow_one = form.log.follow(1, [&, keep = slow.sink()](const accepted_batch& batch) {
    is_stuck.reach();
    may_go_on.wait();
    keep(batch);
  });
  const auto quick_one = form.log.follow(1, quick.sink());
  // The log may use the thread that appends for the follower, so this one is given to it.
  std::thread stuck{[&] { form.log.append(sample_events(one, 1), [](append_result) {}); }};
  REQUIRE(is_stuck.wait());
  for (std::uint64_t seq = 2; seq <= count; seq += 3)
    must_append(form.log, sample_events(one, seq, 3, long_text));
  CHECK(quick.wait_for(count));
  CHECK(slow.positions().empty());
  may_go_on.reach();
  REQUIRE(slow.wait_for(count));
  CHECK(slow.positions() == all_from_to(1, count));
  CHECK(quick.positions() == all_from_to(1, count));
  stuck.join();
}

TEST_CASE_TEMPLATE("a sink is not called any more once its subscription has gone", Form,
                   EVERY_FORM) {
  Form form;
  std::atomic<bool> has_gone = false;
  std::atomic<bool> was_called_late = false;
  std::atomic<bool> is_stopping = false;
  std::thread writing{[&] {
    for (std::uint64_t seq = 1; !is_stopping; ++seq)
      must_append(form.log, sample_events(one, seq));
  }};
  for (int round = 0; round < 50; ++round) {
    has_gone = false;
    milestone was_called;
    auto subscription = form.log.follow(1, [&](const accepted_batch&) {
      if (has_gone) was_called_late = true;
      was_called.reach();
    });
    CHECK(was_called.wait());
    subscription.reset();
    has_gone = true;
  }
  is_stopping = true;
  writing.join();
  CHECK_FALSE(was_called_late);
}

TEST_CASE_TEMPLATE("a sink may end its own subscription", Form, EVERY_FORM) {
  Form form;
  std::unique_ptr<event_log::subscription> subscription;
  std::atomic<int> calls = 0;
  milestone has_ended;
  subscription = form.log.follow(1, [&](const accepted_batch&) {
    ++calls;
    subscription.reset();
    has_ended.reach();
  });
  must_append(form.log, sample_events(one, 1));
  REQUIRE(has_ended.wait());
  gathering witness;
  const auto other = form.log.follow(1, witness.sink());
  must_append(form.log, sample_events(one, 2));
  REQUIRE(witness.wait_for(2));
  CHECK(calls == 1);
}

TEST_CASE_TEMPLATE("a sink may append, and gets that too", Form, EVERY_FORM) {
  Form form;
  constexpr std::uint64_t count = 100;
  gathering followed;
  const auto subscription =
      form.log.follow(1, [&, keep = followed.sink()](const accepted_batch& batch) {
        keep(batch);
        const auto next = batch->back().entry.seq + 1;
        if (next <= count) form.log.append(sample_events(one, next), [](append_result) {});
      });
  must_append(form.log, sample_events(one, 1));
  REQUIRE(followed.wait_for(count));
  CHECK(followed.positions() == all_from_to(1, count));
}

TEST_CASE_TEMPLATE("a subscription may outlive its log", Form, EVERY_FORM) {
  gathering followed;
  std::unique_ptr<event_log::subscription> subscription;
  {
    Form form;
    subscription = form.log.follow(1, followed.sink());
    must_append(form.log, sample_events(one, 1));
    REQUIRE(followed.wait_for(1));
  }
  subscription.reset();
  CHECK(followed.positions() == all_from_to(1, 1));
}

} // namespace switchboard::testing
