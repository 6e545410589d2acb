#include "tests/log/log_forms.hpp"
#include "tests/log/log_probe.hpp"
#include "tests/log/sample_events.hpp"

#include <thread>

// What every log promises about appending and reading.

namespace switchboard::testing {

TEST_CASE_TEMPLATE("an empty log holds nothing", Form, EVERY_FORM) {
  Form form;
  CHECK(form.log.head() == 0);
  CHECK(form.log.read_all(1, no_limit).empty());
  CHECK(form.log.read_stream(one, 1, no_limit).empty());
}

TEST_CASE_TEMPLATE("what is accepted is read back as it was, from the log and from its stream",
                   Form, EVERY_FORM) {
  Form form;
  CHECK(must_append(form.log, sample_events(one, 1, 2, "with \"quotes\" and \n ünïcödé")) == 1);
  CHECK(must_append(form.log, sample_events(other, 1)) == 3);
  CHECK(must_append(form.log, sample_events(one, 3)) == 4);
  CHECK(form.log.head() == 4);

  const auto all = form.log.read_all(1, no_limit);
  REQUIRE(all.size() == 4);
  for (std::size_t i = 0; i < all.size(); ++i)
    CHECK(all[i].position == i + 1);
  CHECK(encode(all[1].entry) == encode(sample_event(one, 2, "with \"quotes\" and \n ünïcödé")));
  CHECK(encode(all[2].entry) == encode(sample_event(other, 1)));

  const auto stream = form.log.read_stream(one, 1, no_limit);
  REQUIRE(stream.size() == 3);
  CHECK(stream[2].position == 4);
  CHECK(encode(stream[2].entry) == encode(sample_event(one, 3)));
}

TEST_CASE_TEMPLATE("a reading keeps to its range", Form, EVERY_FORM) {
  Form form;
  must_append(form.log, sample_events(one, 1, 10));
  const auto middle = form.log.read_all(4, 3);
  REQUIRE(middle.size() == 3);
  CHECK(middle.front().position == 4);
  CHECK(form.log.read_stream(one, 9, 5).size() == 2);
  CHECK(form.log.read_all(0, no_limit).size() == 10);
  CHECK(form.log.read_all(11, no_limit).empty());
  CHECK(form.log.read_stream(one, 11, no_limit).empty());
  CHECK(form.log.read_all(1, 0).empty());
}

TEST_CASE_TEMPLATE("how far a stream had come is known at every position", Form, EVERY_FORM) {
  Form form;
  must_append(form.log, sample_events(one, 1, 2));
  must_append(form.log, sample_events(other, 1, 3));
  must_append(form.log, sample_events(one, 3, 3));
  const std::vector<std::uint64_t> of_one{0, 1, 2, 2, 2, 2, 3, 4, 5};
  for (std::uint64_t position = 0; position < of_one.size(); ++position)
    CHECK(form.log.seq_at(one, position) == of_one[position]);
  CHECK(form.log.seq_at(other, 4) == 2);
  CHECK(form.log.seq_at(other, no_limit) == 3);
  CHECK(form.log.seq_at(stream_of(user_id{"nobody"}), no_limit) == 0);
}

TEST_CASE_TEMPLATE("a number that is not the next is a conflict that tells the last", Form,
                   EVERY_FORM) {
  Form form;
  must_append(form.log, sample_events(one, 1, 3));
  for (const std::uint64_t wrong_seq : {1, 3, 5}) {
    CAPTURE(wrong_seq);
    const auto result = append_and_wait(form.log, sample_events(one, wrong_seq, 4));
    REQUIRE(std::holds_alternative<append_conflict>(result));
    CHECK(std::get<append_conflict>(result).last_seq == 3);
  }
  const auto first = append_and_wait(form.log, sample_events(other, 2));
  REQUIRE(std::holds_alternative<append_conflict>(first));
  CHECK(std::get<append_conflict>(first).last_seq == 0);
  CHECK(form.log.head() == 3);
  CHECK(must_append(form.log, sample_events(one, 4)) == 4);
}

TEST_CASE_TEMPLATE("what can never be one append fails with a reason", Form, EVERY_FORM) {
  Form form;
  auto of_two_streams = sample_events(one, 1);
  of_two_streams.push_back(sample_event(other, 2));
  auto with_a_gap = sample_events(one, 1);
  with_a_gap.push_back(sample_event(one, 3));
  for (const auto& malformed :
       {std::vector<envelope>{}, sample_events(one, 0), of_two_streams, with_a_gap}) {
    const auto result = append_and_wait(form.log, malformed);
    REQUIRE(std::holds_alternative<append_failed>(result));
    CHECK_FALSE(std::get<append_failed>(result).reason.empty());
    CHECK_FALSE(std::get<append_failed>(result).may_be_stored);
  }
  CHECK(form.log.head() == 0);
}

TEST_CASE_TEMPLATE("appends are decided in the order in which they come, none waiting for another",
                   Form, EVERY_FORM) {
  Form form;
  constexpr std::uint64_t count = 1'000;
  std::vector<std::future<append_result>> coming;
  for (std::uint64_t seq = 1; seq <= count; ++seq) {
    coming.push_back(begin_append(form.log, sample_events(one, seq)));
    // Amidst them, one that cannot be accepted; it harms none of the others.
    coming.push_back(begin_append(form.log, sample_events(one, seq)));
  }
  for (std::uint64_t seq = 1; seq <= count; ++seq) {
    const auto accepted = awaited(std::move(coming[2 * (seq - 1)]));
    REQUIRE(std::holds_alternative<append_accepted>(accepted));
    CHECK(std::get<append_accepted>(accepted).first_position == seq);
    const auto refused = awaited(std::move(coming[2 * (seq - 1) + 1]));
    REQUIRE(std::holds_alternative<append_conflict>(refused));
    CHECK(std::get<append_conflict>(refused).last_seq == seq);
  }
  CHECK(form.log.read_stream(one, 1, no_limit).size() == count);
}

TEST_CASE_TEMPLATE("a reading sees what has been answered, from within the answer too", Form,
                   EVERY_FORM) {
  Form form;
  std::promise<std::size_t> seen;
  form.log.append(sample_events(one, 1, 2), [&](append_result) {
    seen.set_value(form.log.read_stream(one, 1, no_limit).size() + form.log.read_all(1, 9).size()
                   + form.log.head());
  });
  CHECK(awaited(seen.get_future()) == 6);
}

TEST_CASE_TEMPLATE("an answer may append", Form, EVERY_FORM) {
  Form form;
  constexpr std::uint64_t count = 100;
  milestone is_done;
  std::function<void(std::uint64_t)> append_from = [&](std::uint64_t seq) {
    form.log.append(sample_events(one, seq), [&, seq](append_result) {
      if (seq < count)
        append_from(seq + 1);
      else
        is_done.reach();
    });
  };
  append_from(1);
  REQUIRE(is_done.wait());
  CHECK(form.log.head() == count);
}

TEST_CASE_TEMPLATE("many threads that race for one stream each get a place of their own", Form,
                   EVERY_FORM) {
  Form form;
  constexpr int threads = 8;
  constexpr int appends_of_each = 20;
  std::vector<std::thread> racing;
  for (int i = 0; i < threads; ++i)
    racing.emplace_back([&] {
      std::uint64_t next_seq = 1;
      for (int left = appends_of_each; left > 0;) {
        const auto result = append_and_wait(form.log, sample_events(one, next_seq, 2));
        if (const auto* conflict = std::get_if<append_conflict>(&result)) {
          next_seq = conflict->last_seq + 1;
        } else {
          next_seq += 2;
          --left;
        }
      }
    });
  for (auto& each : racing)
    each.join();

  const auto stream = form.log.read_stream(one, 1, no_limit);
  REQUIRE(stream.size() == threads * appends_of_each * 2);
  for (std::size_t i = 0; i < stream.size(); ++i) {
    CHECK(stream[i].entry.seq == i + 1);
    CHECK(stream[i].position == i + 1);
  }
}

TEST_CASE_TEMPLATE("many threads on streams of their own do not disturb each other", Form,
                   EVERY_FORM) {
  Form form;
  constexpr std::uint64_t threads = 8;
  constexpr std::uint64_t appends_of_each = 50;
  std::vector<std::thread> writing;
  for (std::uint64_t i = 0; i < threads; ++i)
    writing.emplace_back([&, i] {
      for (std::uint64_t seq = 1; seq <= appends_of_each; ++seq)
        must_append(form.log, sample_events(sample_stream(i), seq));
    });
  for (auto& each : writing)
    each.join();

  CHECK(form.log.head() == threads * appends_of_each);
  const auto all = form.log.read_all(1, no_limit);
  REQUIRE(all.size() == threads * appends_of_each);
  std::map<stream_id, std::uint64_t> last_seqs;
  for (const auto& each : all)
    CHECK(each.entry.seq == ++last_seqs[each.entry.stream]);
  for (std::uint64_t i = 0; i < threads; ++i)
    CHECK(form.log.read_stream(sample_stream(i), 1, no_limit).size() == appends_of_each);
}

} // namespace switchboard::testing
