#include "tools/call/side_stay.hpp"

#include "projections/projection_file.hpp"
#include "projections/queues.hpp"
#include "projections/table_store.hpp"

namespace switchboard::tools {

namespace {

using projections::queue_side;
namespace sql = projections::sql;

std::optional<side_stay> look_up(const std::filesystem::path& file, const user_id& side) {
  const auto models = projections::projection_file::open_for_reading(file);
  sqlite::statement select{models, sql::select<queue_side>(sql::where_key<queue_side>())};
  select.bind(1, side.value);
  sqlite::rows found{select};
  if (!found.next()) return std::nullopt;
  const auto row = sql::read<queue_side>(models, found);
  return side_stay{row.started_at, row.ended_at};
}

} // namespace

find_stay stays_beside(const std::filesystem::path& data) {
  return [file = data / "projections.db"](const user_id& side) -> std::optional<side_stay> {
    try {
      return look_up(file, side);
    } catch (const log_error&) {
      return std::nullopt;
    }
  };
}

} // namespace switchboard::tools
