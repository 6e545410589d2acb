#include "transport/mail/mail_queue.hpp"

#include <doctest/doctest.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace switchboard::mail {

namespace {

/// A mail server that gives the answers it is told to, one after the other and the last for ever.
class told_server {
public:
  explicit told_server(std::vector<verdict> answers) : answers_{std::move(answers)} {}

  mail_queue::send_port port() {
    return [this](const letter&, const std::atomic<bool>&) -> attempt {
      const std::lock_guard lock{mutex_};
      return {answers_[std::min(asked_++, answers_.size() - 1)], "as told"};
    };
  }

  std::size_t asked() {
    const std::lock_guard lock{mutex_};
    return asked_;
  }

private:
  std::mutex mutex_;
  const std::vector<verdict> answers_;
  std::size_t asked_ = 0;
};

letter letter_to(std::string who) { return {"id", std::move(who), "", "", {}}; }

/// What became of one letter that is posted to such a server.
std::pair<verdict, std::size_t> outcome_of(std::vector<verdict> answers) {
  told_server server{std::move(answers)};
  std::promise<std::pair<verdict, std::size_t>> settled;
  mail_queue queue{{.max_attempts = 4, .first_pause_ms = 1, .longest_pause_ms = 2},
                   server.port(),
                   [&](const letter&, const attempt& last, std::size_t attempts) {
                     settled.set_value({last.verdict, attempts});
                   }};
  CHECK(queue.post(letter_to("alice@example.org")));
  return settled.get_future().get();
}

} // namespace

TEST_CASE("a letter is sent, and tried again as long as that may help") {
  using all = std::pair<verdict, std::size_t>;
  CHECK(outcome_of({verdict::sent}) == all{verdict::sent, 1});
  CHECK(outcome_of({verdict::later, verdict::later, verdict::sent}) == all{verdict::sent, 3});
  CHECK(outcome_of({verdict::refused}) == all{verdict::refused, 1});
  CHECK(outcome_of({verdict::later}) == all{verdict::later, 4});
}

TEST_CASE("so many letters may wait, and those that wait for their next try hold up no other") {
  std::promise<void> other_was_sent;
  std::mutex mutex;
  std::vector<std::string> tried;
  mail_queue queue{{.max_waiting = 2, .first_pause_ms = 3'600'000, .longest_pause_ms = 3'600'000},
                   [&](const letter& each, const std::atomic<bool>&) -> attempt {
                     const std::lock_guard lock{mutex};
                     tried.push_back(each.to);
                     return {each.to == "slow" ? verdict::later : verdict::sent, {}};
                   },
                   [&](const letter&, const attempt&, std::size_t) { other_was_sent.set_value(); }};
  CHECK(queue.post(letter_to("slow")));
  CHECK(queue.post(letter_to("quick")));
  other_was_sent.get_future().wait();
  const std::lock_guard lock{mutex};
  CHECK(tried == std::vector<std::string>{"slow", "quick"});
}

TEST_CASE("beyond what may wait no letter is taken") {
  std::promise<void> let_go;
  auto until_let_go = let_go.get_future().share();
  mail_queue queue{{.max_waiting = 2},
                   [until_let_go](const letter&, const std::atomic<bool>&) -> attempt {
                     until_let_go.wait();
                     return {verdict::sent, {}};
                   },
                   [](const letter&, const attempt&, std::size_t) {}};
  CHECK(queue.post(letter_to("one")));
  CHECK(queue.post(letter_to("two")));
  CHECK_FALSE(queue.post(letter_to("three")));
  CHECK(queue.waiting() == 2);
  let_go.set_value();
}

TEST_CASE("a server that is never there ends with the queue") {
  told_server server{{verdict::later}};
  {
    mail_queue queue{{.first_pause_ms = 3'600'000},
                     server.port(),
                     [](const letter&, const attempt&, std::size_t) {}};
    CHECK(queue.post(letter_to("alice@example.org")));
  }
  CHECK(server.asked() <= 1);
}

} // namespace switchboard::mail
