#include "events/log/kafka/replica.hpp"

#include "events/log/log_file.hpp"

namespace switchboard::kafka {

namespace {

constexpr auto schema = R"sql(
  CREATE TABLE IF NOT EXISTS kafka_source (cluster TEXT, topic TEXT, partitions INTEGER) STRICT;
  CREATE TABLE IF NOT EXISTS kafka_progress (
    part        INTEGER PRIMARY KEY,
    next_offset INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS kafka_open_appends (
    part   INTEGER NOT NULL,
    append TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
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

const sqlite::database& prepared(const sqlite::database& file, const replica_source& source) {
  file.execute(schema);
  check_source(file, source);
  return file;
}

} // namespace

replica::replica(const data_folder& folder, const replica_source& source, const report_line& report)
    : log_{folder, log_file::purpose::replica, report, limits_of_copy()},
      partitions_{source.partitions},
      keep_offset_{prepared(log_.file(), source),
                   "INSERT OR REPLACE INTO kafka_progress VALUES (?, ?)"},
      keep_open_{log_.file(), "INSERT INTO kafka_open_appends VALUES (?, ?, ?)"},
      keep_foreign_{log_.file(), insert_foreign},
      kept_offsets_(static_cast<std::size_t>(partitions_), -1),
      has_kept_open_{log_.file().integer("SELECT count(*) FROM kafka_open_appends") > 0} {}

reading_progress replica::load() const {
  reading_progress progress;
  progress.partitions.resize(static_cast<std::size_t>(partitions_));
  sqlite::statement offsets{log_.file(), "SELECT part, next_offset FROM kafka_progress"};
  for (sqlite::rows row{offsets}; row.next();)
    progress.partitions.at(static_cast<std::size_t>(row.integer(0))).next_offset = row.integer(1);
  sqlite::statement open{log_.file(),
                         "SELECT part, append, record FROM kafka_open_appends ORDER BY rowid"};
  for (sqlite::rows row{open}; row.next();)
    progress.partitions.at(static_cast<std::size_t>(row.integer(0)))
        .open.restore(std::string{row.text(1)}, std::string{row.text(2)});
  return progress;
}

group_outcome replica::commit(std::vector<queued_append>& group, const reading_progress& progress) {
  auto outcome = log_.commit(group, [&] { keep(progress); });
  if (!outcome.failure.empty()) return outcome;
  has_kept_open_ = false;
  for (std::size_t i = 0; i < kept_offsets_.size(); ++i) {
    kept_offsets_[i] = progress.partitions[i].next_offset;
    has_kept_open_ = has_kept_open_ || !progress.partitions[i].open.all().empty();
  }
  return outcome;
}

void replica::keep(const reading_progress& progress) {
  for (std::size_t i = 0; i < kept_offsets_.size(); ++i)
    if (const auto next = progress.partitions[i].next_offset; next != kept_offsets_[i])
      keep_offset_.bind(1, static_cast<std::int64_t>(i)).bind(2, next).run();
  keep_open(progress);
  for (const auto& each : progress.foreign)
    keep_foreign_.bind(1, static_cast<std::int64_t>(each.partition))
        .bind(2, each.offset)
        .bind(3, each.why)
        .run();
}

void replica::keep_open(const reading_progress& progress) {
  if (has_kept_open_) log_.file().execute("DELETE FROM kafka_open_appends");
  for (std::size_t i = 0; i < progress.partitions.size(); ++i)
    for (const auto& each : progress.partitions[i].open.all())
      for (const auto& record : each.records)
        keep_open_.bind(1, static_cast<std::int64_t>(i)).bind(2, each.append).bind(3, record).run();
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
