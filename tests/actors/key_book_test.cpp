#include "actors/fingerprint.hpp"
#include "actors/key_index.hpp"
#include "tests/actors/world.hpp"
#include "tests/log/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace switchboard;
using namespace switchboard::testing;

namespace {

using answers = std::shared_ptr<std::vector<outcome>>;

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

const user_id ann{"ann"};
const stream_id with_ben = stream_of(direct_room(ann, {"ben"}));
const stream_id with_cleo = stream_of(direct_room(ann, {"cleo"}));

command words(std::string text) {
  return room::command{room::post_message{ann, std::move(text), {}}};
}

/// As a client asks, who chose the id.
answers post(world& in, const stream_id& to, command body, std::string id,
             std::string actor = "user/ann") {
  auto told = std::make_shared<std::vector<outcome>>();
  const auto fingerprint = fingerprint_of(to, body);
  in.running().ask({to, std::move(body), std::move(id), "", "", std::move(actor),
                    [told](const outcome& answer) { told->push_back(answer); }, fingerprint});
  return told;
}

answers ask(world& in, const stream_id& to, command body, std::string id,
            std::string actor = "user/ann") {
  auto told = post(in, to, std::move(body), std::move(id), std::move(actor));
  in.run();
  return told;
}

std::optional<reject_code> refusal_in(const answers& told) {
  REQUIRE(told->size() == 1);
  const auto* const refused = std::get_if<rejection>(&told->front());
  return refused ? std::optional{refused->code} : std::nullopt;
}

std::uint64_t seq_in(const answers& told) {
  CHECK_FALSE(refusal_in(told));
  return std::get<room::reply>(std::get<reply>(told->front())).seq;
}

} // namespace

TEST_CASE("an id is for one command, whoever it is for, also after a crash") {
  world in;
  const auto first = seq_in(ask(in, with_ben, words("hello"), "k"));

  SUBCASE("at once") {}
  SUBCASE("after a crash") {
    in.crash();
    in.start("2");
  }
  const auto head = in.log.head();
  CHECK(refusal_in(ask(in, with_cleo, words("hello"), "k")) == reject_code::idempotency_mismatch);
  CHECK(refusal_in(ask(in, with_ben, words("bye"), "k")) == reject_code::idempotency_mismatch);
  CHECK(refusal_in(ask(in, stream_of(ann), user::command{user::unban{}}, "k"))
        == reject_code::idempotency_mismatch);
  CHECK(seq_in(ask(in, with_ben, words("hello"), "k")) == first);
  CHECK(in.log.head() == head);
  // Others have ids of their own.
  CHECK_FALSE(refusal_in(ask(in, with_cleo, words("mine"), "k", "user/cleo")));
}

TEST_CASE("the device and the door do not count") {
  const room::invite by_phone{ann, connection_id{"phone"}, call_type::video};
  const room::invite by_http{ann, std::nullopt, call_type::video};
  const room::invite by_voice{ann, std::nullopt, call_type::audio};
  const auto of = [](room::command what) { return fingerprint_of(with_ben, what); };
  CHECK(of(by_phone) == of(by_http));
  CHECK(of(by_http) != of(by_voice));
  CHECK(of(room::cancel{{"c"}, ann}) != of(room::note_ringing{{"c"}, ann}));
  CHECK(fingerprint_of(with_ben, words("a")) != fingerprint_of(with_cleo, words("a")));
  // It is in logs, and so it is for ever.
  CHECK(fingerprint_of(with_ben, words("a")) == 7486987599568393740U);
}

TEST_CASE("while a command is under way its id is for nothing else") {
  world in;
  in.log.hold();
  const auto first = ask(in, with_ben, words("hello"), "k");
  const auto same = ask(in, with_ben, words("hello"), "k");
  CHECK(refusal_in(ask(in, with_cleo, words("hello"), "k")) == reject_code::idempotency_mismatch);
  CHECK(first->empty());
  in.log.release();
  in.run();
  CHECK(seq_in(first) == seq_in(same));
  CHECK(in.types_in(with_ben).size() == 2);
  CHECK(in.types_in(with_cleo).empty());
}

TEST_CASE("what was refused has changed nothing, and its id is free") {
  world in;
  CHECK(refusal_in(ask(in, with_ben, words(""), "k")));
  CHECK_FALSE(refusal_in(ask(in, with_cleo, words("hello"), "k")));
}

TEST_CASE("what the log did not answer for may be done yet, and its id is for nothing else") {
  world in;
  in.log.hold();
  const auto first = ask(in, with_ben, words("hello"), "k");
  in.pass(6'000);
  CHECK(refusal_in(first) == reject_code::unavailable);
  CHECK(refusal_in(ask(in, with_cleo, words("hello"), "k")) == reject_code::idempotency_mismatch);
  in.log.release();
  in.run();
  CHECK(refusal_in(ask(in, with_cleo, words("hello"), "k")) == reject_code::idempotency_mismatch);
  CHECK(seq_in(ask(in, with_ben, words("hello"), "k")) == 2);
  CHECK(in.types_in(with_ben).size() == 2);
}

TEST_CASE("an id is free again after a day") {
  world in;
  ask(in, with_ben, words("hello"), "k");
  in.time.set(in.time.now() + (day_ms + 1));
  CHECK_FALSE(refusal_in(ask(in, with_cleo, words("hello"), "k")));
  CHECK(refusal_in(ask(in, with_ben, words("hello"), "k")) == reject_code::idempotency_mismatch);
}

TEST_CASE("a start in a queue counts among the ids of whoever is signed in") {
  world in;
  const user_id side = queue_side({"default"}, "0123456789abcdef0123456789abcdef");
  const auto start = [&](std::optional<user_id> who) {
    return queue::command{queue::start_customer{side, "Ann", {}, 0, std::move(who)}};
  };
  const auto actor = "user/" + side.value;
  CHECK_FALSE(refusal_in(ask(in, stream_of(queue_name{"default"}), start(ann), "k", actor)));
  CHECK(refusal_in(ask(in, with_ben, words("hello"), "k")) == reject_code::idempotency_mismatch);
}

TEST_CASE("a side without an account is the same in another queue") {
  world in;
  const auto digits = "0123456789abcdef0123456789abcdef";
  const auto ask_for = [&](const char* queue) {
    const auto side = queue_side({queue}, digits);
    return ask(in, stream_of(queue_name{queue}),
               queue::command{queue::start_customer{side, "Ann", {}, 0, {}}}, "k",
               "user/" + side.value);
  };
  CHECK_FALSE(refusal_in(ask_for("default")));
  CHECK(refusal_in(ask_for("sales")) == reject_code::idempotency_mismatch);
}

TEST_CASE("the index finds what was added, also when it is opened again") {
  const temporary_folder folder;
  const timestamp now{1'700'000'000'000};
  constexpr std::uint64_t many = 20'000;
  const auto name = [](std::uint64_t number) { return "name " + std::to_string(number); };
  {
    key_index index{folder.path() / "keys", now};
    CHECK(index.covered() == 0);
    for (std::uint64_t i = 1; i <= many; ++i)
      index.add(name(i), i, now);
    index.cover(many, now);
    index.settle();
  }
  key_index index{folder.path() / "keys", now};
  CHECK(index.covered() == many);
  std::uint64_t found = 0;
  for (std::uint64_t i = 1; i <= many; ++i)
    if (index.find(name(i)) == i) ++found;
  CHECK(found == many);
  CHECK_FALSE(index.find("nobody"));
  index.add(name(1), many + 1, now);
  CHECK(index.find(name(1)) == many + 1);
}

TEST_CASE("the index lets go of what is older than a day") {
  const temporary_folder folder;
  timestamp now{1'700'000'000'000};
  key_index index{folder.path() / "keys", now};
  for (std::uint64_t hour = 1; hour <= 100; ++hour) {
    index.add("hour " + std::to_string(hour), hour, now);
    index.cover(hour, now);
    now = now + day_ms / 24;
  }
  CHECK(index.find("hour 100") == 100);
  CHECK(index.find("hour 77") == 77);
  CHECK_FALSE(index.find("hour 50"));
}

TEST_CASE("an index that is damaged begins anew") {
  const temporary_folder folder;
  const timestamp now{1'700'000'000'000};
  const auto keys = folder.path() / "keys";
  {
    key_index index{keys, now};
    index.add("name", 7, now);
    index.cover(7, now);
    index.settle();
  }
  SUBCASE("cut off") { std::filesystem::resize_file(keys / "1.keys", 5'000); }
  SUBCASE("empty") { std::filesystem::resize_file(keys / "1.keys", 0); }
  const key_index index{keys, now};
  CHECK(index.covered() == 0);
  CHECK_FALSE(index.find("name"));
}
