#include "events/log/kafka/replica.hpp"

#include "events/log/line_event_writer.hpp"
#include "events/log/log_file.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace switchboard::kafka {

namespace {

constexpr auto schema = R"sql(
  CREATE TABLE IF NOT EXISTS kafka_source (cluster TEXT, topic TEXT, partitions INTEGER) STRICT;
  CREATE TABLE IF NOT EXISTS kafka_foreign_records (
    part          INTEGER NOT NULL,
    record_offset INTEGER NOT NULL,
    why           TEXT NOT NULL
  ) STRICT;
)sql";

/// More than of a log: whoever saturates a copy writes to more streams at a time, and what has
/// gathered of each is written at once.
append_limits limits_of_copy() {
  append_limits limits;
  limits.max_unindexed_events = 65'536;
  return limits;
}

constexpr auto insert_foreign = "INSERT INTO kafka_foreign_records SELECT ?, ?, ? "
                                "WHERE (SELECT count(*) FROM kafka_foreign_records) < 1000";

std::string name_of(const replica_source& source) {
  return "the topic " + source.topic + " with " + std::to_string(source.partitions)
         + " partitions in the cluster " + source.cluster;
}

void check_source(const sqlite::database& file, const replica_source& source) {
  sqlite::statement find{file, "SELECT cluster, topic, partitions FROM kafka_source"};
  sqlite::rows found{find};
  if (found.next()) {
    const replica_source kept{std::string{found.text(0)}, std::string{found.text(1)},
                              static_cast<int>(found.integer(2))};
    if (kept == source) return;
    throw log_error{file.file().string() + ": is the copy of " + name_of(kept) + ", not of "
                    + name_of(source) + ": choose another data folder, or set kafka.* as it was"};
  }
  sqlite::statement{file, "INSERT INTO kafka_source VALUES (?, ?, ?)"}
      .bind(1, source.cluster)
      .bind(2, source.topic)
      .bind(3, static_cast<std::int64_t>(source.partitions))
      .run();
}

/// How far the reading has come, as a note beside a commit: the next offset of each partition, and
/// the records of appends that are not complete yet. Those may be of anybody and hold any bytes,
/// which JSON's text cannot say.
std::string note_of(const reading_progress& progress) {
  auto next = nlohmann::json::array();
  auto open = nlohmann::json::array();
  for (std::size_t i = 0; i < progress.partitions.size(); ++i) {
    next.push_back(progress.partitions[i].next_offset);
    for (const auto& each : progress.partitions[i].open.all())
      open.push_back({{"partition", i}, {"append", each.append}, {"records", each.records}});
  }
  std::string note;
  nlohmann::json::to_cbor({{"next", std::move(next)}, {"open", std::move(open)}}, note);
  return note;
}

/// A copy that has just been begun has no note.
reading_progress progress_in(const std::string& note, std::size_t partitions) {
  reading_progress progress;
  progress.partitions.resize(partitions);
  if (note.empty()) return progress;
  const auto noted = nlohmann::json::from_cbor(note);
  for (std::size_t i = 0; i < partitions; ++i)
    progress.partitions[i].next_offset = noted.at("next").at(i).get<std::int64_t>();
  for (const auto& each : noted.at("open"))
    for (const auto& record : each.at("records"))
      progress.partitions.at(each.at("partition").get<std::size_t>())
          .open.restore(each.at("append").get<std::string>(), record.get<std::string>());
  return progress;
}

const sqlite::database& prepared(const sqlite::database& file, const replica_source& source) {
  file.execute(schema);
  check_source(file, source);
  return file;
}

} // namespace

replica::replica(const data_folder& folder, const replica_source& source, const report_line& report)
    : log_{folder, log_file::purpose::replica, report, limits_of_copy()},
      partitions_{source.partitions},
      keep_foreign_{prepared(log_.file(), source), insert_foreign} {}

reading_progress replica::load() const {
  auto progress = progress_in(last_note_in(log_.file()), static_cast<std::size_t>(partitions_));
  // What a power cut took from the end is going to be skipped again.
  sqlite::statement forget{
      log_.file(), "DELETE FROM kafka_foreign_records WHERE part = ? AND record_offset >= ?"};
  for (std::size_t i = 0; i < progress.partitions.size(); ++i)
    forget.bind(1, static_cast<std::int64_t>(i)).bind(2, progress.partitions[i].next_offset).run();
  return progress;
}

group_outcome replica::commit(std::vector<queued_append>& group, const reading_progress& progress) {
  return log_.commit(group, note_of(progress), [&] {
    for (const auto& each : progress.foreign)
      keep_foreign_.bind(1, static_cast<std::int64_t>(each.partition))
          .bind(2, each.offset)
          .bind(3, each.why)
          .run();
  });
}

std::vector<foreign_record> foreign_records_in(const data_folder& folder) {
  const auto file = log_file::open_for_reading(folder);
  if (file.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'kafka_foreign_records'") == 0)
    return {};
  std::vector<foreign_record> all;
  sqlite::statement find{file, "SELECT part, record_offset, why FROM kafka_foreign_records"};
  for (sqlite::rows row{find}; row.next();)
    all.push_back(
        {static_cast<std::int32_t>(row.integer(0)), row.integer(1), std::string{row.text(2)}});
  return all;
}

} // namespace switchboard::kafka
