#include "events/log/kafka/open_appends.hpp"

#include <algorithm>
#include <utility>

namespace switchboard::kafka {

std::optional<std::vector<std::string>> open_appends::add(const append_mark& mark,
                                                          std::string record) {
  if (mark.size == 1) {
    std::vector<std::string> alone;
    alone.push_back(std::move(record));
    return alone;
  }
  auto found = std::ranges::find(open_, mark.append, &open_append::append);
  if (found == open_.end()) {
    if (mark.index != 0) return std::nullopt;
    if (open_.size() == max_open_) open_.erase(open_.begin());
    open_.push_back({std::string{mark.append}, {}});
    found = std::prev(open_.end());
  }
  if (mark.index != found->records.size()) return std::nullopt;
  found->records.push_back(std::move(record));
  if (found->records.size() < mark.size) return std::nullopt;
  auto complete = std::move(found->records);
  open_.erase(found);
  return complete;
}

void open_appends::restore(std::string append, std::string record) {
  if (open_.empty() || open_.back().append != append) open_.push_back({std::move(append), {}});
  open_.back().records.push_back(std::move(record));
}

} // namespace switchboard::kafka
