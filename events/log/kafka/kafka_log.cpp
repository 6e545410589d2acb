#include "events/log/kafka/kafka_log.hpp"

#include "events/log/embedded_snapshots.hpp"
#include "events/log/kafka/topic.hpp"
#include "events/log/proposal.hpp"
#include "threads/guard.hpp"

#include <chrono>
#include <random>
#include <utility>

namespace switchboard {

namespace {

using clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds read_wait{100};
constexpr std::size_t records_of_one_round = 512;
constexpr std::chrono::seconds progress_interval{2};
constexpr std::chrono::seconds closing_timeout{5};

/// A name that no other process has or had.
std::string name_of_process() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::random_device random;
  std::string name;
  while (name.size() < 32)
    for (auto bits = random(); bits != 0 && name.size() < 32; bits >>= 4)
      name += digits[bits & 0xf];
  return name;
}

kafka::replica_source prepare_source(const kafka_options& options) {
  const auto found = kafka::prepare_topic(kafka::events_topic(options), options);
  return {found.cluster, options.topic, found.partitions};
}

} // namespace

kafka_log::kafka_log(const kafka_options& options, const data_folder& folder, report_line report,
                     append_limits limits)
    : options_{options},
      report_{std::move(report)},
      source_{prepare_source(options_)},
      replica_{folder, source_, report_},
      pending_{limits},
      intake_{replica_.load(), name_of_process(), pending_},
      reader_{options_, report_} {
  writer_.emplace(replica_, intake_.progress(), report_);
  start_reading();
  producer_ = std::make_unique<kafka::producer>(
      options_, [this](const kafka::undelivered& record) { note_undelivered(record); }, report_);
  settler_.emplace(options_, pending_, *writer_);
  thread_ = std::thread{[this] { read_until_closed(); }};
}

kafka_log::~kafka_log() {
  pending_.close("the log is being closed");
  pending_.wait_until_empty(closing_timeout);
  is_closed_ = true;
  thread_.join();
  settler_.reset();
  writer_.reset();
  producer_.reset();
  for (auto& each : pending_.take_all())
    each.done(append_failed{"the log was closed before Kafka answered", true});
}

void kafka_log::append(std::vector<envelope> events, append_done done) {
  if (auto flaw = flaw_in(events)) return done(append_failed{std::move(*flaw)});
  std::vector<kafka::outgoing_record> records;
  kafka::pending_append pending;
  for (const auto& each : events) {
    records.push_back(kafka::make_record(each));
    pending.record_bytes += records.back().value.size();
  }
  pending.events = std::move(events);
  pending.done = std::move(done);
  std::uint64_t number = 0;
  if (auto refusal = pending_.admit(pending, number))
    return pending.done(append_failed{std::move(*refusal)});

  const auto id = intake_.id_of(number);
  kafka::append_mark mark{id, 0, static_cast<std::uint32_t>(records.size())};
  for (auto& each : records) {
    kafka::add_mark(*each.about, mark);
    ++mark.index;
    auto refusal = producer_->send(number, std::move(each));
    if (!refusal) continue;
    // The rest is never sent, so what was sent of it never counts.
    if (auto refused = pending_.take(number)) refused->done(append_failed{std::move(*refusal)});
    return;
  }
}

void kafka_log::note_undelivered(const kafka::undelivered& record) {
  if (record.may_be_stored) return pending_.doubt(record.append, record.partition, record.reason);
  // An append of which one record is missing never counts.
  if (auto failed = pending_.take(record.append)) failed->done(append_failed{record.reason});
}

void kafka_log::start_reading() {
  const kafka::partition_ends known{options_};
  std::vector<std::int64_t> ends;
  for (std::int32_t partition = 0; partition < source_.partitions; ++partition) {
    const auto next =
        intake_.progress().partitions[static_cast<std::size_t>(partition)].next_offset;
    const auto found = known.of(partition, std::chrono::milliseconds{options_.startup_timeout_ms});
    const auto name = "Kafka's topic " + options_.topic + '[' + std::to_string(partition) + "]: ";
    if (!found) throw log_error{name + "does not say where it ends: check that its leader runs"};
    if (next < found->begin || next > found->end)
      throw log_error{name + "holds the offsets " + std::to_string(found->begin) + " to "
                      + std::to_string(found->end) + ", but the copy here goes on at "
                      + std::to_string(next)
                      + ": the topic was shortened or made anew; choose another data folder"};
    ends.push_back(found->end);
    reader_.start(partition, next);
  }
  catch_up(ends);
}

void kafka_log::catch_up(const std::vector<std::int64_t>& ends) {
  bool has_said_so = false;
  auto said_at = clock::now();
  auto moved_at = said_at;
  while (!has_reached(ends)) {
    const auto now = clock::now();
    if (read_round()) moved_at = now;
    if (now - moved_at > std::chrono::milliseconds{options_.startup_timeout_ms})
      throw log_error{"Kafka at " + options_.brokers + " hands over nothing more of the topic "
                      + options_.topic + ": check that it runs and may be read"};
    if (now - said_at < progress_interval) continue;
    said_at = now;
    has_said_so = true;
    report_("reading the log from Kafka: " + std::to_string(head()) + " events so far");
  }
  writer_->wait_until_all_is_stored();
  if (has_said_so) report_("read the log from Kafka up to event " + std::to_string(head()));
}

bool kafka_log::has_reached(const std::vector<std::int64_t>& ends) const {
  for (std::size_t i = 0; i < ends.size(); ++i)
    if (intake_.progress().partitions[i].next_offset < ends[i]) return false;
  return true;
}

void kafka_log::read_until_closed() {
  const auto why = threads::failure_of([&] {
    while (!is_closed_)
      read_round();
  });
  if (why) threads::guarded("log in Kafka", [&] { give_up(*why); });
}

/// Reading cannot go on behind what could not be taken in, so nothing is accepted here any more
/// until the next start, and the node says that it is not ready.
void kafka_log::give_up(const std::string& why) {
  trouble_.begin(why);
  report_("the log cannot go on: " + why);
  pending_.close(why);
  const auto fail = [&](const append_done& done) {
    if (done) threads::guarded("verdict", [&] { done(append_failed{why, true}); });
  };
  // What came before it in this round is not stored either: the next start begins at the round.
  if (auto unfinished = intake_.take())
    for (const auto& each : unfinished->group)
      fail(each.done);
  for (const auto& each : pending_.take_all())
    fail(each.done);
}

bool kafka_log::read_round() {
  if (!writer_->wait_for_room(read_wait)) return false;
  reader_.read(read_wait, records_of_one_round,
               [this](const rd_kafka_message_t& record) { take_in(record); });
  auto next = intake_.take();
  if (!next) return false;
  writer_->put(std::move(*next));
  return true;
}

void kafka_log::take_in(const rd_kafka_message_t& record) {
  switch (record.err) {
  case RD_KAFKA_RESP_ERR_NO_ERROR:
    return intake_.add(record);
  case RD_KAFKA_RESP_ERR__PARTITION_EOF:
    return intake_.note_end(record);
  case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
  case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
    throw log_error{"Kafka's topic " + options_.topic
                    + " was shortened or made anew: choose another data folder"};
  default:
    report_("Kafka: " + kafka::words_for(record.err));
  }
}

std::vector<recorded> kafka_log::read_stream(const stream_id& stream, std::uint64_t from_seq,
                                             std::size_t limit) const {
  return replica_.log().reader().read_stream(stream, from_seq, limit);
}

std::vector<recorded> kafka_log::read_all(std::uint64_t from_position, std::size_t limit) const {
  return replica_.log().reader().read_all(from_position, limit, head());
}

std::uint64_t kafka_log::seq_at(const stream_id& stream, std::uint64_t position) const {
  return replica_.log().reader().seq_at(stream, position);
}

std::uint64_t kafka_log::head() const { return replica_.log().head(); }

std::unique_ptr<event_log::subscription> kafka_log::follow(std::uint64_t from_position,
                                                           batch_sink sink) {
  return replica_.log().follow(from_position, std::move(sink));
}

storage open_kafka_storage(const kafka_options& options, const data_folder& folder,
                           const report_line& report) {
  storage opened;
  opened.log = std::make_unique<kafka_log>(options, folder, report);
  opened.snapshots = std::make_unique<embedded_snapshots>(folder, opened.log->head(), report);
  return opened;
}

} // namespace switchboard
