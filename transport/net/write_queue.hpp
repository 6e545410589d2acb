#pragma once

#include "transport/net/byte_stream.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace switchboard::net {

/// Bytes that several queues may hold at once; encoded once, never changed.
using shared_bytes = std::shared_ptr<const std::string>;

/// What left a queue, in whole pieces and in bytes, and what the socket wants before it takes more.
struct write_result {
  std::size_t pieces = 0;
  std::size_t bytes = 0;
  io_status status = io_status::ready;
};

/// What one connection has yet to write, in order. Belongs to the connection's thread.
class write_queue {
public:
  void push(shared_bytes bytes) { pieces_.push_back(std::move(bytes)); }
  bool empty() const { return pieces_.empty(); }

  /// Writes as many pieces with each call to the socket as it takes, until the queue is empty or
  /// the socket wants something else first.
  write_result write_to(byte_stream& stream);

  /// Takes back every piece of which no byte has gone out.
  write_result drop_unbegun();

private:
  std::size_t advance(std::size_t bytes);

  std::vector<shared_bytes> pieces_;
  std::size_t first_ = 0;
  std::size_t written_of_first_ = 0;
};

} // namespace switchboard::net
