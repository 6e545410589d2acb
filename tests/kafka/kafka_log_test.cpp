#include "events/log/embedded_log.hpp"
#include "events/log/kafka/kafka_log.hpp"
#include "events/log/kafka/topic.hpp"
#include "events/log/kafka/uri.hpp"
#include "events/log/read_only_log.hpp"
#include "events/log/verify.hpp"
#include "tests/kafka/bare_producer.hpp"
#include "tests/kafka/broker.hpp"
#include "tests/log/log_probe.hpp"
#include "tests/log/sample_events.hpp"
#include "tests/log/temporary_folder.hpp"

#include <limits>
#include <thread>

// What the log in Kafka promises beside the contract, each time in a topic of its own.

namespace switchboard::testing {

namespace {

constexpr auto everything = std::numeric_limits<std::size_t>::max();
const auto call = sample_stream(1);
const auto other_call = sample_stream(2);

void overhear(const std::string&) {}

/// One node: its own copy of a topic that it may share.
struct node {
  explicit node(const kafka_options& options) : log{options, folder.data(), overhear} {}

  /// Waits until this node has read what another one wrote.
  bool wait_for(std::size_t events) {
    gathering read;
    const auto subscription = log.follow(1, read.sink());
    return read.wait_for(events);
  }

  temporary_folder folder;
  kafka_log log;
};

std::vector<std::string> records_of(const event_log& log, const stream_id& stream) {
  std::vector<std::string> records;
  for (const auto& each : log.read_stream(stream, 1, everything))
    records.push_back(encode(each.entry));
  return records;
}

std::string refusal_of(const kafka_options& options, const data_folder& folder) {
  try {
    kafka_log{options, folder, overhear};
  } catch (const log_error& refused) {
    return refused.what();
  }
  return "nothing was refused";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a new node reads everything before it serves, and an old one goes on from its copy") {
  const auto options = options_of_new_topic();
  temporary_folder kept;
  {
    kafka_log log{options, kept.data(), overhear};
    must_append(log, sample_events(call, 1, 3));
    must_append(log, sample_events(other_call, 1, 2));
  }
  node fresh{options};
  CHECK(fresh.log.head() == 5);
  must_append(fresh.log, sample_events(call, 4));

  kafka_log again{options, kept.data(), overhear};
  CHECK(again.head() == 6);
  CHECK(records_of(again, call) == records_of(fresh.log, call));
  CHECK(must_append(again, sample_events(other_call, 3)) == 7);
  CHECK(verify(again).streams == 2);
}

TEST_CASE("what a power cut takes from the end of a copy is read again") {
  const auto options = options_of_new_topic();
  node here{options};
  must_append(here.log, sample_events(call, 1, 3));
  bare_producer other_writer{options};
  other_writer.write({to_string(call), "not a record", 0, kafka::headers{rd_kafka_headers_new(1)}});
  other_writer.write(marked_record(sample_event(call, 4, "half"), {"dying-1", 0, 2}));
  must_append(here.log, sample_events(other_call, 1, 2));
  other_writer.write(marked_record(sample_event(call, 5, "half"), {"dying-1", 1, 2}));
  REQUIRE(here.wait_for(7));

  const temporary_folder cut;
  for (const auto& each : std::filesystem::directory_iterator{here.folder.path()})
    std::filesystem::copy_file(each.path(), cut.path() / each.path().filename());
  const auto lines = cut.data().log_lines();
  std::filesystem::resize_file(lines, std::filesystem::file_size(lines) - 1);
  const kafka_log again{options, cut.data(), overhear};
  CHECK(again.head() == 7);
  CHECK(records_of(again, call) == records_of(here.log, call));
  CHECK(records_of(again, other_call) == records_of(here.log, other_call));
  CHECK(kafka::foreign_records_in(cut.data()).size() == 1);
}

TEST_CASE("two nodes that write to one stream both find out who was first") {
  const auto options = options_of_new_topic();
  node one{options};
  node other{options};
  constexpr std::uint64_t appends_of_each = 50;
  const auto write = [&](event_log& log, const std::string& content) {
    std::uint64_t next_seq = 1;
    for (std::uint64_t left = appends_of_each; left > 0;) {
      const auto result = append_and_wait(log, sample_events(call, next_seq, 3, content));
      if (const auto* conflict = std::get_if<append_conflict>(&result)) {
        next_seq = conflict->last_seq + 1;
      } else {
        REQUIRE(std::holds_alternative<append_accepted>(result));
        next_seq += 3;
        --left;
      }
    }
  };
  std::thread writing{[&] { write(one.log, "one"); }};
  write(other.log, "other");
  writing.join();

  constexpr auto total = 2 * appends_of_each * 3;
  REQUIRE(one.wait_for(total));
  REQUIRE(other.wait_for(total));
  CHECK(records_of(one.log, call) == records_of(other.log, call));
  CHECK(verify(one.log).events == total);
  const auto stream = one.log.read_stream(call, 1, everything);
  for (std::size_t i = 0; i < stream.size(); i += 3)
    for (std::size_t k = 1; k < 3; ++k)
      CHECK(encode_data(stream[i].entry.body).substr(40)
            == encode_data(stream[i + k].entry.body).substr(40));
}

TEST_CASE("an append whose writer died in the middle never counts, also for who starts later") {
  const auto options = options_of_new_topic();
  temporary_folder kept;
  {
    kafka_log log{options, kept.data(), overhear};
    must_append(log, sample_events(other_call, 1));
  }
  bare_producer dying{options};
  dying.write(marked_record(sample_event(call, 1, "half"), {"dying-1", 0, 2}));
  {
    kafka_log log{options, kept.data(), overhear};
    CHECK(log.head() == 1);
  }
  // The other half comes after all: who has read the first half before a restart still knows it.
  dying.write(marked_record(sample_event(call, 2, "half"), {"dying-1", 1, 2}));
  dying.write(marked_record(sample_event(call, 4, "too far"), {"dying-2", 0, 1}));
  kafka_log log{options, kept.data(), overhear};
  node fresh{options};
  CHECK(log.head() == 3);
  CHECK(records_of(log, call) == records_of(fresh.log, call));
  const auto stale = append_and_wait(fresh.log, sample_events(call, 2));
  REQUIRE(std::holds_alternative<append_conflict>(stale));
  CHECK(std::get<append_conflict>(stale).last_seq == 2);
}

TEST_CASE("records of others are skipped and named") {
  const auto options = options_of_new_topic();
  node here{options};
  must_append(here.log, sample_events(call, 1));
  bare_producer stranger{options};
  stranger.write({to_string(call), "not a record", 0, kafka::headers{rd_kafka_headers_new(1)}});
  auto misplaced = kafka::make_record(sample_event(call, 2));
  misplaced.key = "elsewhere";
  kafka::add_mark(*misplaced.about, {"stranger-1", 0, 1});
  stranger.write(std::move(misplaced));
  must_append(here.log, sample_events(call, 2, 2));
  CHECK(here.log.head() == 3);

  node fresh{options};
  CHECK(fresh.log.head() == 3);
  const auto foreign = kafka::foreign_records_in(fresh.folder.data());
  REQUIRE(foreign.size() == 2);
  for (const auto& each : foreign)
    CHECK((each.why == "it has no header that says which append it is of"
           || each.why == "its key is not its stream"));
  const auto visited = open_log_of("kafka://" + options.brokers + '/' + options.topic, overhear);
  CHECK(foreign_records_of(*visited).size() == 2);
}

TEST_CASE("a record of a newer switchboard stops the log rather than being skipped") {
  const auto options = options_of_new_topic();
  node here{options};
  must_append(here.log, sample_events(call, 1));
  auto newer = kafka::make_record(sample_event(call, 2));
  newer.value = "{\"type\":\"room.of_the_future\"}";
  kafka::add_mark(*newer.about, {"newer-1", 0, 1});
  bare_producer{options}.write(std::move(newer));

  const auto result = append_and_wait(here.log, sample_events(call, 2));
  REQUIRE(std::holds_alternative<append_failed>(result));
  CHECK(contains(std::get<append_failed>(result).reason, "use the switchboard that wrote it"));
  CHECK(here.log.head() == 1);
  temporary_folder empty;
  CHECK(contains(refusal_of(options, empty.data()), "use the switchboard that wrote it"));
}

TEST_CASE("a producer that is beyond repair is made anew") {
  node here{options_of_new_topic()};
  must_append(here.log, sample_events(call, 1));
  rd_kafka_test_fatal_error(&here.log.sender().handle(),
                            RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, "as a test wants it");
  // What is sent until it is noticed may be refused, and then is not stored.
  std::uint64_t next_seq = 2;
  while (next_seq < 20) {
    const auto result = append_and_wait(here.log, sample_events(call, next_seq));
    if (std::holds_alternative<append_accepted>(result))
      ++next_seq;
    else
      REQUIRE(std::holds_alternative<append_failed>(result));
  }
  CHECK(here.log.head() == 19);
  CHECK(verify(here.log).events == 19);
}

TEST_CASE("an event that is larger than the topic takes is refused, and harms nothing") {
  node here{options_of_new_topic()};
  const std::string huge(kafka::max_record_bytes + 1, 'x');
  const auto result = append_and_wait(here.log, sample_events(call, 1, 1, huge));
  REQUIRE(std::holds_alternative<append_failed>(result));
  CHECK_FALSE(std::get<append_failed>(result).may_be_stored);
  CHECK(contains(std::get<append_failed>(result).reason, "too large"));
  CHECK(must_append(here.log, sample_events(call, 1)) == 1);
}

TEST_CASE("what is not as it must be is told in one line") {
  const temporary_folder folder;
  auto options = options_of_new_topic();
  SUBCASE("nobody is there") {
    options.brokers = "127.0.0.1:1";
    options.startup_timeout_ms = 1'000;
    CHECK(contains(refusal_of(options, folder.data()), "check kafka.brokers"));
  }
  SUBCASE("a setting that librdkafka does not know") {
    options.properties = {"no.such.setting=1"};
    CHECK(contains(refusal_of(options, folder.data()), "no.such.setting"));
  }
  SUBCASE("a topic with other partitions") {
    { node made{options}; }
    options.partitions = 5;
    CHECK(contains(refusal_of(options, folder.data()), "has 3 partitions and not 5"));
  }
  SUBCASE("a topic that forgets") {
    auto forgetful = kafka::signals_topic(options);
    forgetful.name = options.topic;
    kafka::prepare_topic(forgetful, options);
    CHECK(contains(refusal_of(options, folder.data()), "has retention.ms = 86400000 and not -1"));
  }
  SUBCASE("a topic that takes small records only") {
    auto narrow = kafka::events_topic(options);
    narrow.settings.back() = {"max.message.bytes", "1000"};
    kafka::prepare_topic(narrow, options);
    CHECK(contains(refusal_of(options, folder.data()),
                   "has max.message.bytes = 1000 and not at least 2097152"));
  }
  SUBCASE("a topic that is content with fewer brokers") {
    { node made{options}; }
    options.min_insync_replicas = 2;
    CHECK(contains(refusal_of(options, folder.data()),
                   "has min.insync.replicas = 1 and not at least 2"));
  }
  SUBCASE("a copy of another topic") {
    { kafka_log made{options, folder.data(), overhear}; }
    CHECK(contains(refusal_of(options_of_new_topic(), folder.data()), "is the copy of the topic"));
  }
  SUBCASE("a folder that holds a log of its own") {
    { embedded_log own{folder.data(), overhear}; }
    CHECK(contains(refusal_of(options, folder.data()), "holds a log of its own"));
  }
  CHECK_FALSE(contains(refusal_of(options, folder.data()), "\n"));
}

TEST_CASE("who may not is told in one line") {
  auto options = options_of_guarded_topic();
  if (!options) return;
  const temporary_folder folder;
  std::string refusal;
  SUBCASE("a wrong password") {
    options->properties.back() = "sasl.password=wrong";
    options->startup_timeout_ms = 2'000;
    refusal = refusal_of(*options, folder.data());
    CHECK(contains(refusal, "Authentication failed"));
    CHECK(contains(refusal, "kafka.properties"));
  }
  SUBCASE("no permission for the topic") {
    refusal = refusal_of(*options, folder.data());
    CHECK(contains(refusal, "Topic authorization failed"));
    CHECK(contains(refusal, "check the permissions"));
  }
  CHECK_FALSE(contains(refusal, "\n"));
}

TEST_CASE("a copy is read by tools, and is not taken for a log of its own") {
  node here{options_of_new_topic()};
  must_append(here.log, sample_events(call, 1, 4));
  const read_only_log beside{here.folder.data(), overhear};
  CHECK(verify(beside).events == 4);
  const temporary_folder copied;
  std::filesystem::copy(here.folder.path(), copied.path(),
                        std::filesystem::copy_options::recursive);
  CHECK_THROWS_AS((embedded_log{copied.data(), overhear}), log_error);
}

TEST_CASE("a URI names a log") {
  const auto options = parse_kafka_uri("kafka://a:1,b:2/calls?security.protocol=SSL&x=y");
  CHECK(options.brokers == "a:1,b:2");
  CHECK(options.topic == "calls");
  CHECK(options.properties == std::vector<std::string>{"security.protocol=SSL", "x=y"});
  CHECK(parse_kafka_uri("kafka://a:1").topic == kafka_options{}.topic);
  const auto large =
      parse_kafka_uri("kafka://a:1?partitions=24&replication_factor=3&min_insync_replicas=2");
  CHECK(large.partitions == 24);
  CHECK(large.replication_factor == 3);
  CHECK(large.min_insync_replicas == 2);
  CHECK(large.properties.empty());
  CHECK_THROWS_AS(parse_kafka_uri("kafka://a:1?partitions=many"), log_error);
  CHECK_THROWS_AS(parse_kafka_uri("kafka://"), log_error);
  CHECK_THROWS_AS(parse_kafka_uri("http://a:1/calls"), log_error);

  const auto made = options_of_new_topic();
  node here{made};
  must_append(here.log, sample_events(call, 1, 4));
  const auto visited = open_log_of("kafka://" + made.brokers + '/' + made.topic, overhear);
  CHECK(records_of(*visited, call) == records_of(here.log, call));
}

} // namespace switchboard::testing
