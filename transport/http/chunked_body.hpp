#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace switchboard::http {

/// Takes a body out of the chunks that it was sent in. It is read line by line, so that the same
/// bytes mean the same however the network has cut them: a stream that can be read in two ways is
/// what smuggled requests are made of.
class chunked_body {
public:
  enum class outcome : std::uint8_t { unfinished, whole, malformed, too_large };

  explicit chunked_body(std::size_t max_bytes) : max_bytes_{max_bytes} {}

  /// Takes what belongs to the chunks off the front of `input`, and adds what they hold to `body`.
  outcome take(std::string& input, std::string& body);

private:
  enum class part : std::uint8_t { size, data, data_end, trailers };

  outcome take_data(std::string_view& rest, std::string& body);
  outcome take_line(std::string_view line, const std::string& body);
  outcome take_size(std::string_view line, const std::string& body);
  outcome take_trailer(std::string_view line);

  std::size_t max_bytes_;
  std::size_t left_of_chunk_ = 0;
  std::size_t trailer_bytes_ = 0;
  part expected_ = part::size;
};

} // namespace switchboard::http
