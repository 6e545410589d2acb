#pragma once

#include "events/log/kafka/record.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace switchboard::kafka {

/// The appends of one partition of which some records have been read and others have not. An append
/// counts only once all of its records stand in the partition, in order; records of other appends
/// may stand between them. What is lacking never comes when its writer died: then the append stays
/// open until newer ones displace it. All of this follows from the order of the records alone, so
/// every reader comes to the same end.
class open_appends {
public:
  struct open_append {
    std::string append;
    std::vector<std::string> records;
  };

  explicit open_appends(std::size_t max_open = 1'024) : max_open_{max_open} {}

  /// The records of the append that this one completes; nothing while others are lacking.
  std::optional<std::vector<std::string>> add(const append_mark& mark, std::string record);

  /// Puts back a record that `all` had, in the same order.
  void restore(std::string append, std::string record);

  const std::vector<open_append>& all() const { return open_; }

private:
  std::size_t max_open_;
  /// Nearly always none, and copied with each reading: so nothing that is made of pieces.
  std::vector<open_append> open_;
};

} // namespace switchboard::kafka
