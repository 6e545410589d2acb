#include "tools/backward.hpp"

#include "tools/reading.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace switchboard::tools {

backward backward::through_log(const event_log& log, std::uint64_t before_position) {
  return {[&log](std::uint64_t from, std::size_t count) { return log.read_all(from, count); },
          std::min(before_position, log.head() + 1)};
}

backward backward::through_stream(const event_log& log, const stream_id& stream,
                                  std::uint64_t before_position) {
  return {[&log, stream](std::uint64_t from, std::size_t count) {
            return log.read_stream(stream, from, count);
          },
          first_seq_at(log, stream, before_position)};
}

const recorded* backward::peek() {
  if (part_.empty() && end_ > 1) {
    const auto count = std::min<std::uint64_t>(part_size_, end_ - 1);
    auto read = read_(end_ - count, count);
    end_ -= count;
    part_size_ = std::min(part_size_ * 2, events_of_one_page);
    part_.assign(std::make_move_iterator(read.begin()), std::make_move_iterator(read.end()));
  }
  return part_.empty() ? nullptr : &part_.back();
}

recorded backward::take() {
  auto taken = std::move(part_.back());
  part_.pop_back();
  return taken;
}

} // namespace switchboard::tools
