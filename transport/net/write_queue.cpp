#include "transport/net/write_queue.hpp"

#include <algorithm>
#include <array>

namespace switchboard::net {

namespace {

/// A queue that was longer once does not keep the memory for it.
constexpr std::size_t kept_pieces = 16;

} // namespace

write_result write_queue::write_to(byte_stream& stream) {
  write_result total;
  while (!pieces_.empty()) {
    std::array<boost::asio::const_buffer, byte_stream::max_pieces> gathered;
    const auto count = std::min(pieces_.size() - first_, gathered.size());
    for (std::size_t i = 0; i < count; ++i)
      gathered[i] = boost::asio::buffer(*pieces_[first_ + i]);
    gathered[0] += written_of_first_;
    const auto result = stream.write_some({gathered.data(), count});
    total.bytes += result.bytes;
    total.pieces += advance(result.bytes);
    total.status = result.status;
    if (result.status != io_status::ready) break;
  }
  return total;
}

std::size_t write_queue::advance(std::size_t bytes) {
  const auto first_before = first_;
  written_of_first_ += bytes;
  while (first_ < pieces_.size() && written_of_first_ >= pieces_[first_]->size()) {
    written_of_first_ -= pieces_[first_]->size();
    pieces_[first_++].reset();
  }
  const auto finished = first_ - first_before;
  if (first_ < pieces_.size()) return finished;
  first_ = 0;
  pieces_.clear();
  if (pieces_.capacity() > kept_pieces) std::vector<shared_bytes>{}.swap(pieces_);
  return finished;
}

write_result write_queue::drop_unbegun() {
  const auto keep = first_ + (written_of_first_ > 0 ? 1 : 0);
  write_result dropped;
  for (auto i = keep; i < pieces_.size(); ++i) {
    dropped.bytes += pieces_[i]->size();
    ++dropped.pieces;
  }
  pieces_.resize(std::min(keep, pieces_.size()));
  if (first_ == pieces_.size()) {
    first_ = 0;
    pieces_.clear();
  }
  return dropped;
}

} // namespace switchboard::net
